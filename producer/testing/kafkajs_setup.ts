import { createBreaker } from "@kafka-sim/common/kafka";
import { type EventLog, openLog } from "@kafka-sim/common/log";
import type { EngineFactory } from "../engine.ts";
import { createKafkajsEngines } from "../kafkajs_engine.ts";
import { FakeKafka } from "./fake_kafka.ts";

/** What tests of kafkajs' behaviour work with. */
export interface KafkajsSetup {
  readonly fake: FakeKafka;
  readonly engines: EngineFactory;
  readonly log: EventLog;
  /** Events so far, `kafka_client` left out. */
  readonly events: Record<string, unknown>[];
}

/** Requests of these tests time out after half a second instead of seconds. */
const SESSION_TIMEOUT_MS = 500 - 3_000;

/** Runs a test with kafkajs engines on a fake cluster and closes everything after it. */
export async function withKafkajs(
  cluster: { readonly nodes: number; readonly partitions: number },
  test: (setup: KafkajsSetup) => Promise<void>,
): Promise<void> {
  const fake = await FakeKafka.start(cluster.nodes, cluster.partitions);
  const events: Record<string, unknown>[] = [];
  const log = openLog({
    program: "test",
    level: "INFO",
    write: (line) => events.push(JSON.parse(line)),
  });
  const connection = {
    brokers: fake.brokers,
    tls: false,
    clusterId: undefined,
    sessionTimeout: SESSION_TIMEOUT_MS,
    startupTimeout: 1_000,
  };
  const breaker = createBreaker(connection, log);
  const shared = { connection, topic: fake.topic, sender: "sender-1", breaker, log };
  try {
    await test({ fake, engines: createKafkajsEngines(shared), log, events });
  } finally {
    breaker.close();
    await fake.close();
  }
}
