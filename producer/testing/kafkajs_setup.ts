import { createBreaker } from "@kafka-sim/common/kafka";
import { type EventLog, openLog } from "@kafka-sim/common/log";
import type { EngineFactory } from "../engine.ts";
import { createKafkajsEngines } from "../kafkajs_engine.ts";
import { createLeaderQuestion, LeaderWatch } from "../leader_watch.ts";
import { systemTime } from "../time.ts";
import { FakeKafka } from "./fake_kafka.ts";

/** What tests of kafkajs' behaviour work with. */
export interface KafkajsSetup {
  readonly fake: FakeKafka;
  readonly engines: EngineFactory;
  readonly log: EventLog;
  /** Events so far, `kafka_client` left out. */
  readonly events: Record<string, unknown>[];
}

/** The fake cluster, and what the engines are told of it. */
export interface ClusterShape {
  readonly nodes: number;
  readonly partitions: number;
  /**
   * Milliseconds after which a leader is asked for.
   *
   * @default {longer than any test}
   */
  readonly patience?: number;
  /**
   * Milliseconds after which a request times out.
   *
   * @default {500}
   */
  readonly requestTimeout?: number;
}

/** By how much a client's request timeout is longer than the session timeout. */
const MARGIN_MS = 3_000;

/** Runs a test with kafkajs engines on a fake cluster and closes everything after it. */
export async function withKafkajs(
  cluster: ClusterShape,
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
    sessionTimeout: (cluster.requestTimeout ?? 500) - MARGIN_MS,
    startupTimeout: 1_000,
  };
  const breaker = createBreaker(connection, log);
  const ask = createLeaderQuestion(connection, fake.topic);
  const leaders = new LeaderWatch({ ask, time: systemTime, patience: cluster.patience ?? 60_000 });
  const shared = { connection, topic: fake.topic, sender: "sender-1", breaker, leaders, log };
  try {
    await test({ fake, engines: createKafkajsEngines(shared), log, events });
  } finally {
    leaders.close();
    breaker.close();
    await fake.close();
  }
}
