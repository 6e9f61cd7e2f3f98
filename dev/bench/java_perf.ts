import type { Contestant } from "./contestant.ts";
import {
  type JavaResult,
  readConsumerPerformance,
  readProducerPerformance,
} from "./java_output.ts";
import type { OwnFigures, Stage } from "./stage.ts";

const TOOLS = "org.apache.kafka.tools";
const LOG_SETTINGS = `${import.meta.dirname}/../kafka/log4j2_tools.properties`;
/** As Kafka's own scripts start these tools: `kafka-run-class.sh`, `kafka-producer-perf-test.sh`. */
const FLAGS = [
  ...["-Xmx512M", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"],
  ...["-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent"],
  ...["-Djava.awt.headless=true", `-Dlog4j2.configurationFile=${LOG_SETTINGS}`],
];
/** More reports than one would only cost it time. */
const REPORT_EVERY_MS = 3_600_000;
const CONSUMER_TIMEOUT_MS = 60_000;

/** Kafka's `ProducerPerformance`, which sends lines of a file at random, as fast as it can. */
export const javaProducer: Contestant = {
  name: "Java ProducerPerformance",
  discipline: "produce",
  isReference: true,
  run: (stage, topic, records) =>
    runTool(stage, "ProducerPerformance", readProducerPerformance, [
      ...["--topic", topic, "--num-records", String(records), "--throughput", "-1"],
      ...["--payload-file", stage.payload, "--reporting-interval", String(REPORT_EVERY_MS)],
      ...["--command-property", `bootstrap.servers=${stage.brokers}`, "acks=all"],
      ...["compression.type=snappy", "linger.ms=5", "batch.size=65536"],
    ]),
};

/** Kafka's `ConsumerPerformance`, which counts records and looks at none. */
export const javaConsumer: Contestant = {
  name: "Java ConsumerPerformance",
  discipline: "consume",
  isReference: true,
  run: (stage, topic, records) =>
    runTool(stage, "ConsumerPerformance", readConsumerPerformance, [
      ...["--bootstrap-server", stage.brokers, "--topic", topic],
      ...["--num-records", String(records), "--timeout", String(CONSUMER_TIMEOUT_MS)],
    ]),
};

async function runTool(
  stage: Stage,
  tool: string,
  read: (output: string) => JavaResult,
  args: readonly string[],
) {
  const { java, classPath } = stage.install;
  const command = [java.command, ...FLAGS, "-cp", classPath, `${TOOLS}.${tool}`, ...args];
  return await stage.command(tool, command, async (child): Promise<OwnFigures> => {
    await child.ended;
    return read(await Deno.readTextFile(child.log));
  });
}
