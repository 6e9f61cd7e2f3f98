import { createClient } from "@kafka-sim/common/kafka";
import type { ProgramContext } from "@kafka-sim/common/program";
import type { ConnectionSettings } from "@kafka-sim/common/shared_settings";
import { openRun, startKafka } from "../kafka/embedded.ts";
import { installKafka } from "../kafka/install_kafka.ts";
import { Terminal } from "../terminal.ts";
import { Competition } from "./competition.ts";
import type { Contestant } from "./contestant.ts";
import { javaConsumer, javaProducer } from "./java_perf.ts";
import { lookAtMachine } from "./machine.ts";
import { ownConsumer } from "./own_consumer.ts";
import { ownProducer } from "./own_producer.ts";
import { plainConsumer, plainProducer } from "./plain_kafkajs.ts";
import { type BenchReport, GOAL, resultsOf } from "./report.ts";
import { type BenchSettings, sizeOf } from "./settings.ts";
import { Stage } from "./stage.ts";
import { tableText } from "./table.ts";

const SENDERS: readonly Contestant[] = [javaProducer, ownProducer, plainProducer];
const READERS: readonly Contestant[] = [javaConsumer, ownConsumer, plainConsumer];
const SESSION_TIMEOUT_MS = 9_000;
const STARTUP_TIMEOUT_MS = 60_000;

/** Measures, prints the table and writes the report. Resolves to the exit code. */
export async function run(settings: BenchSettings, context: ProgramContext): Promise<number> {
  const terminal = new Terminal();
  const report = await measure(settings, context, terminal);
  terminal.clear();
  Deno.stdout.writeSync(new TextEncoder().encode(tableText(report)));
  if (settings.report !== undefined) {
    await Deno.writeTextFile(settings.report, `${JSON.stringify(report, null, 2)}\n`);
  }
  return 0;
}

async function measure(
  settings: BenchSettings,
  { log, signal }: ProgramContext,
  terminal: Terminal,
): Promise<BenchReport> {
  const progress = (line: string) => terminal.progress(line);
  const time = new Date().toISOString();
  const size = sizeOf(settings);
  await using closing = new AsyncDisposableStack();
  closing.defer(() => terminal.clear());
  const run = await openRun();
  closing.defer(() => run.close());
  const install = await installKafka({ progress, signal });
  const machine = lookAtMachine(install.java.version);
  const embedded = await startKafka({ nodes: 3, run, progress, signal });
  closing.defer(() => embedded.close());
  const connection: ConnectionSettings = {
    ...{ brokers: embedded.brokers, tls: false, clusterId: embedded.clusterId },
    ...{ sessionTimeout: SESSION_TIMEOUT_MS, startupTimeout: STARTUP_TIMEOUT_MS },
  };
  const connect = () => createClient(connection, { clientId: "kafka-sim-bench", log });
  const importMap = Deno.env.get("KAFKA_SIM_IMPORT_MAP") ?? "";
  const stage = new Stage({ run, kafka: embedded, install, importMap, signal });
  const competition = new Competition({ stage, connect, size, progress });
  await competition.prepare();
  const sent = await competition.rounds(SENDERS);
  const read = await competition.rounds(READERS);
  const results = resultsOf(new Map([...sent, ...read]));
  return { version: 1, time, machine, size, goal: GOAL, results };
}
