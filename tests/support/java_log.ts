import { javaTool } from "../../dev/kafka/java_tool.ts";
import { countRecords } from "./kafka_admin.ts";

/** A record as Kafka's own console consumer read it. */
export interface LoggedRecord {
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970, as its sender set it. */
  readonly timestamp: number;
  /** In their order; a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: Uint8Array | null])[];
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
}

const CONSOLE_CONSUMER = "org.apache.kafka.tools.consumer.ConsoleConsumer";
/** Prints every byte that is no printable ASCII, and the backslash, as `\xNN`. */
const AS_BYTES = "org.apache.kafka.common.serialization.BytesDeserializer";
/** Printed for null. It goes the way of real bytes, so it is nothing that any record here has. */
export const NULL = "(null, no text)";
const HEADER_SEPARATOR = "\x01";
const PATIENCE_MS = "20000";

/**
 * Reads the whole of a topic by Kafka's own Java program, which shares no code with this project.
 * Records come in the order of their offsets within a partition.
 */
export async function readLog(brokers: string, topic: string): Promise<LoggedRecord[]> {
  const count = await countRecords(brokers, topic);
  if (count === 0) return [];
  const format = {
    "print.timestamp": "true",
    "print.partition": "true",
    "print.offset": "true",
    "print.headers": "true",
    "print.key": "true",
    "key.separator": "\t",
    "headers.separator": HEADER_SEPARATOR,
    "null.literal": NULL,
    "key.deserializer": AS_BYTES,
    "value.deserializer": AS_BYTES,
    "headers.deserializer": AS_BYTES,
  };
  const { success, stdout, stderr } = await javaTool(CONSOLE_CONSUMER, [
    ...["--bootstrap-server", brokers, "--topic", topic, "--from-beginning"],
    ...["--max-messages", String(count), "--timeout-ms", PATIENCE_MS],
    ...Object.entries(format).flatMap(([name, value]) => [
      "--formatter-property",
      `${name}=${value}`,
    ]),
  ]);
  const lines = stdout.split("\n").filter(Boolean);
  if (!success || lines.length !== count) {
    throw new Error(`Cannot read ${topic}: ${lines.length} of ${count} records came\n${stderr}`);
  }
  return lines.map(parseLine);
}

/** Reads a line of the console consumer's. */
export function parseLine(line: string): LoggedRecord {
  const [time = "", partition = "", offset = "", headers = "", key = "", value = ""] = line
    .split("\t");
  const isWhole = time.startsWith("CreateTime:") && partition.startsWith("Partition:") &&
    offset.startsWith("Offset:");
  if (!isWhole) throw new Error(`Cannot read this line of the console consumer's: ${line}`);
  return {
    partition: Number(partition.slice("Partition:".length)),
    offset: BigInt(offset.slice("Offset:".length)),
    timestamp: Number(time.slice("CreateTime:".length)),
    headers: headers === "NO_HEADERS" ? [] : headers.split(HEADER_SEPARATOR).map(parseHeader),
    key: parseBytes(key),
    value: parseBytes(value),
  };
}

function parseHeader(text: string): [string, Uint8Array | null] {
  const colon = text.indexOf(":");
  return [text.slice(0, colon), parseBytes(text.slice(colon + 1))];
}

function parseBytes(text: string): Uint8Array | null {
  if (text === NULL) return null;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const isEscaped = text.charCodeAt(at) === 0x5c;
    bytes[length++] = isEscaped ? parseInt(text.slice(at + 2, at + 4), 16) : text.charCodeAt(at);
    if (isEscaped) at += 3;
  }
  return bytes.subarray(0, length);
}
