import { equal, ok } from "node:assert/strict";
import { javaTool } from "../../dev/kafka/java_tool.ts";

const CONSOLE_PRODUCER = "org.apache.kafka.tools.ConsoleProducer";
const DUMP = "org.apache.kafka.tools.DumpLogSegments";

/** A record for Kafka's console producer. Nothing in it may hold a tab or a line end. */
export interface PlainRecord {
  /** Their names and values may hold neither comma nor colon. */
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
  readonly value: string;
}

/** Sends records by Kafka's own console producer, in batches as large as it makes them. */
export async function sendByJava(
  { brokers, topic }: { readonly brokers: string; readonly topic: string },
  records: readonly PlainRecord[],
): Promise<void> {
  const lines = records.map(({ headers, key, value }) => {
    const list = Object.entries(headers).map(([name, text]) => `${name}:${text}`);
    return `${list.join(",")}\t${key}\t${value}\n`;
  });
  const { success, stderr } = await javaTool(CONSOLE_PRODUCER, [
    ...["--bootstrap-server", brokers, "--topic", topic, "--compression-codec", "snappy"],
    ...["--reader-property", "parse.key=true", "--reader-property", "parse.headers=true"],
    ...["--command-property", "linger.ms=1000", "--command-property", "batch.size=500000"],
  ], { input: lines.join("") });
  ok(success, stderr);
}

/** How each batch of a partition is compressed, in Kafka's own words, from the file of a node. */
export async function codecsOf(
  dataDir: string,
  { topic, partition }: { readonly topic: string; readonly partition: number },
): Promise<string[]> {
  const file = `${dataDir}/node-1/${topic}-${partition}/00000000000000000000.log`;
  const { success, stdout, stderr } = await javaTool(DUMP, ["--files", file]);
  ok(success, stderr);
  const batches = [...stdout.matchAll(/^baseOffset: .* compresscodec: (\S+) .* isvalid: (\S+)/gm)];
  for (const [line, , isValid] of batches) equal(isValid, "true", line);
  return batches.map(([, codec = ""]) => codec);
}
