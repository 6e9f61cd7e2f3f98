import { xxh64 } from "@kafka-sim/common/hash";
import type { LoggedRecord } from "./java_log.ts";
import type { ProducerHistory } from "./sent_history.ts";

/** What a log has of what producers sent. Each problem is a sentence. */
export interface Comparison {
  readonly acknowledged: number;
  /** Sent and not acknowledged: in the log or not. */
  readonly unknown: number;
  /** The most of them in one partition of one producer. */
  readonly mostUnknown: number;
  /** Of the unknown: in the log. */
  readonly unknownLogged: number;
  readonly logged: number;
  /** Acknowledged, and not in the log or not at the offset that was acknowledged. */
  readonly lost: readonly string[];
  readonly duplicates: readonly string[];
  readonly reordered: readonly string[];
  /** In the log and never sent so: unknown sender, other partition, key, time or value. */
  readonly strangers: readonly string[];
}

const decoder = new TextDecoder();

/** Compares what producers noted down with what a reader found. */
export function compare(
  histories: readonly ProducerHistory[],
  log: readonly LoggedRecord[],
): Comparison {
  const senders = new Map(histories.map((history) => [history.sender, history]));
  const found = new Map<string, bigint>();
  const last = new Map<string, number>();
  const duplicates: string[] = [];
  const reordered: string[] = [];
  const strangers: string[] = [];
  for (const record of log) {
    const sender = header(record, "sender");
    const sequence = Number(header(record, "sequence"));
    const where = `${sender} partition ${record.partition} sequence ${sequence}`;
    const sent = senders.get(sender)?.partitions.get(record.partition)?.[sequence];
    const isSame = sent && sent.key === text(record.key) && sent.due === record.timestamp &&
      sent.valueHash === xxh64(record.value ?? new Uint8Array());
    if (!isSame) strangers.push(`${where} at offset ${record.offset}`);
    const place = `${sender}/${record.partition}`;
    const id = `${place}/${sequence}`;
    if (found.has(id)) {
      duplicates.push(`${where} at offsets ${found.get(id)} and ${record.offset}`);
      continue;
    }
    found.set(id, record.offset);
    const before = last.get(place);
    if (before !== undefined && sequence < before) reordered.push(`${where} after ${before}`);
    last.set(place, sequence);
  }
  return { ...countSent(histories, found), logged: log.length, duplicates, reordered, strangers };
}

/** @throws {Error} If anything was lost, duplicated, reordered or is not what was sent. */
export function requireIntact(comparison: Comparison): void {
  const { lost, duplicates, reordered, strangers } = comparison;
  const problems = Object.entries({ lost, duplicates, reordered, strangers }).flatMap(
    ([kind, list]) => list.length > 0 ? [`${list.length} ${kind}, first: ${list[0]}`] : [],
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
  if (comparison.acknowledged === 0) throw new Error("Nothing was acknowledged");
}

function countSent(
  histories: readonly ProducerHistory[],
  found: ReadonlyMap<string, bigint>,
): Pick<Comparison, "acknowledged" | "lost" | "mostUnknown" | "unknown" | "unknownLogged"> {
  const lost: string[] = [];
  let [acknowledged, unknown, mostUnknown, unknownLogged] = [0, 0, 0, 0];
  for (const { sender, partitions } of histories) {
    for (const [partition, records] of partitions) {
      let open = 0;
      for (const record of records) {
        const offset = found.get(`${sender}/${partition}/${record.sequence}`);
        if (!record.acknowledged) {
          open++;
          if (offset !== undefined) unknownLogged++;
          continue;
        }
        acknowledged++;
        const promised = record.acknowledged.offset;
        if (offset === undefined || promised !== undefined && promised !== offset) {
          const where = `${sender} partition ${partition} sequence ${record.sequence}`;
          lost.push(`${where}: acknowledged at ${promised}, found at ${offset}`);
        }
      }
      unknown += open;
      mostUnknown = Math.max(mostUnknown, open);
    }
  }
  return { acknowledged, unknown, mostUnknown, unknownLogged, lost };
}

function header(record: LoggedRecord, name: string): string {
  return text(record.headers.find(([header]) => header === name)?.[1] ?? null);
}

function text(bytes: Uint8Array | null): string {
  return bytes ? decoder.decode(bytes) : "";
}
