import { Buffer } from "node:buffer";
import type { TickProblem } from "@kafka-sim/common/tick";

/** A record that is no tick, and why not. */
export interface BadRecord {
  readonly reason: TickProblem;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer | Buffer[]>;
}

const TIME = "2024-01-15T10:30:00.123Z";
const GOOD = { symbol: "AAPL", price: 150.25, timestamp: TIME, volume: 1000 };

const MAKERS: readonly (readonly [TickProblem, (random: () => number) => Buffer | null])[] = [
  ["empty", () => null],
  ["empty", () => Buffer.alloc(0)],
  ["not_utf8", (random) => Buffer.concat([Buffer.from("{"), bytes(random, 200), INVALID])],
  ["not_json", (random) => Buffer.from(`{"symbol":"AAPL","price":${"9".repeat(size(random, 50))}`)],
  ["not_json", () => Buffer.from('{"symbol":"\u{1F4C8}\\","price":}\n\t')],
  ["wrong_shape", () => Buffer.from("[1,2,3]")],
  ["wrong_shape", () => json({ ...GOOD, price: "150.25" })],
  ["wrong_shape", (random) => json({ ...GOOD, note: "é".repeat(size(random, 500)) })],
  ["unknown_format", (random) => Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), bytes(random, 300)])],
  ["impossible_value", () => json({ ...GOOD, price: -1 })],
  ["impossible_value", () => json({ ...GOOD, volume: 0 })],
  ["impossible_value", () => json({ ...GOOD, symbol: "not a symbol" })],
  ["impossible_value", () => json({ ...GOOD, timestamp: "yesterday" })],
];
/** Starts no character of UTF-8. */
const INVALID = Buffer.from([0xff]);

/** The n-th of many records that are no ticks, of every kind, with odd keys and headers. */
export function badRecord(index: number, random: () => number): BadRecord {
  const [reason, make] = MAKERS[index % MAKERS.length]!;
  const keys = [null, Buffer.alloc(0), Buffer.from("AAPL"), bytes(random, 20)];
  return {
    ...{ reason, value: make(random), key: keys[index % keys.length]! },
    headers: HEADERS[index % HEADERS.length]!(random),
  };
}

const HEADERS: readonly ((random: () => number) => BadRecord["headers"])[] = [
  () => ({}),
  (random) => ({ raw: bytes(random, 40), empty: Buffer.alloc(0) }),
  (random) => ({ twice: [bytes(random, 3), bytes(random, 3)], "naïve €": Buffer.from("ü") }),
];

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function size(random: () => number, most: number): number {
  return 1 + Math.floor(random() * most);
}

function bytes(random: () => number, most: number): Buffer {
  return Buffer.from(Array.from({ length: size(random, most) }, () => Math.floor(random() * 256)));
}
