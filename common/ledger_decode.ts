import { ByteReader } from "./ledger_bytes.ts";
import type { LedgerEntry, LedgerHead, ReadRecord, SentRecord } from "./ledger_entries.ts";
import { BLOCK, LEDGER_VERSION } from "./ledger_format.ts";
import type { Block } from "./ledger_blocks.ts";

/** What a block says besides its type: enough to leave those of other partitions alone. */
export interface Stamp {
  readonly time: number;
  /** undefined in the end block. */
  readonly partition: number | undefined;
  /** Records that it notes as sent. */
  readonly sent: number;
}

/** Reads time, partition and the number of sent records of any block but the head. */
export function decodeStamp({ type, payload }: Block): Stamp {
  const input = new ByteReader(payload);
  const time = input.f64();
  if (type === BLOCK.end) return { time, partition: undefined, sent: 0 };
  const partition = input.u32();
  if (type !== BLOCK.sent) return { time, partition, sent: 0 };
  input.u64(); // first sequence
  return { time, partition, sent: input.u32() };
}

/**
 * Reads a block that is neither head nor end.
 *
 * @throws If it is not laid out as its type says.
 */
export function decodeEntry({ type, payload }: Block): LedgerEntry {
  const input = new ByteReader(payload);
  const stamp = { time: input.f64(), partition: input.u32() };
  const entry = decodeBody(type, stamp, input);
  if (!input.atEnd) throw new RangeError("Cannot read a block that is longer than its records");
  return entry;
}

function decodeBody(
  type: number,
  stamp: { readonly time: number; readonly partition: number },
  input: ByteReader,
): LedgerEntry {
  if (type === BLOCK.handled) {
    return { kind: "handled", ...stamp, records: readRecords(input, input.u32()) };
  }
  const range = { first: Number(input.u64()), count: input.u32() };
  switch (type) {
    case BLOCK.sent:
      return { kind: "sent", ...stamp, records: sentRecords(input, range) };
    case BLOCK.acknowledged: {
      const offset = input.i64();
      return {
        kind: "acknowledged",
        ...stamp,
        ...range,
        baseOffset: offset < 0n ? undefined : offset,
      };
    }
    case BLOCK.unknown:
      return { kind: "unknown", ...stamp, ...range, reason: input.text() };
    default:
      throw new RangeError(`Cannot read a block of type ${type}`);
  }
}

function sentRecords(
  input: ByteReader,
  { first, count }: { first: number; count: number },
): SentRecord[] {
  const records: SentRecord[] = [];
  for (let at = 0; at < count; at++) {
    const due = input.f64();
    const valueHash = input.u64();
    records.push({ sequence: first + at, due, key: input.shortText(), valueHash });
  }
  return records;
}

function readRecords(input: ByteReader, count: number): ReadRecord[] {
  const records: ReadRecord[] = [];
  for (let at = 0; at < count; at++) {
    records.push({ offset: input.i64(), contentHash: input.u64() });
  }
  return records;
}

/**
 * Reads the head.
 *
 * @returns The version it states, if that is not the known one.
 * @throws If it is not a head.
 */
export function decodeHead({ type, payload }: Block): LedgerHead | { readonly version: unknown } {
  const head = JSON.parse(new ByteReader(payload).text());
  if (type !== BLOCK.head) throw new RangeError(`Cannot begin with a block of type ${type}`);
  if (head.version !== LEDGER_VERSION) return { version: head.version };
  const texts = head.kind === "producer"
    ? ["sender", "topic", "acks"]
    : ["member", "group", "topic"];
  const isHead = ["producer", "consumer"].includes(head.kind) &&
    texts.every((name) => typeof head[name] === "string");
  if (!isHead) throw new TypeError("Cannot read a head that lacks what it must say");
  return head;
}
