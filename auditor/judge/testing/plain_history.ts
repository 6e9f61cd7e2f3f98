import type {
  Digest,
  HandledEvent,
  LoggedRecord,
  PartitionHistory,
  SenderEvent,
} from "../history.ts";
import type { Span } from "../spans.ts";

/** The parts of {@linkcode PartitionHistory} that a test may change, as plain lists. */
export interface PlainHistory {
  readonly senders: {
    readonly sender: string;
    readonly claimsOnce: boolean;
    lastSign: number;
    events: SenderEvent[];
  }[];
  readonly group: { committed: number | undefined; members: { events: HandledEvent[] }[] };
  readonly earlier: PlainReading;
  readonly reading: PlainReading;
  end: number;
  readingTimeout: number;
  excused: Span[];
  forbidden: Span[];
}

/** A reading as a list. */
export interface PlainReading {
  start: number;
  end: number;
  records: LoggedRecord[];
}

/** What a test record says. */
export interface RecordText {
  readonly offset: number;
  readonly sender: string | undefined;
  readonly sequence: number | undefined;
  readonly key: string;
  readonly value: string;
  /** Name of a header that does not belong there. */
  readonly header?: string;
}

/** The partition of every plain history. */
export const PARTITION = 3;

/** 64 bits of FNV-1a: any hash does for a test. */
export function hash(text: string): bigint {
  let value = 0xcbf29ce484222325n;
  for (const character of text) {
    value = BigInt.asUintN(64, (value ^ BigInt(character.codePointAt(0)!)) * 0x100000001b3n);
  }
  return value;
}

/** A record as the log reader gives it. */
export function logged({ header = "", ...text }: RecordText): LoggedRecord {
  const { offset, sender, sequence, key, value } = text;
  const content = [key, value, sender, sequence].join("\0");
  return {
    offset,
    sender,
    sequence,
    key,
    valueHash: hash(value),
    contentHash: hash(content),
    wholeHash: hash(`${content}\0${header}`),
    otherHeaders: header !== "",
  };
}

/** A history for the judge. */
export function asHistory(plain: PlainHistory): PartitionHistory {
  return {
    partition: PARTITION,
    senders: plain.senders,
    group: plain.group,
    digests: [asDigest(plain.earlier)],
    reading: { ...plain.reading, records: chunks(plain.reading.records, 3) },
    end: plain.end,
    watchedUntil: plain.end,
    readingTimeout: plain.readingTimeout,
    excused: plain.excused,
    forbidden: plain.forbidden,
  };
}

function asDigest({ start, end, records }: PlainReading): Digest {
  const entries = () => records.map(({ offset, wholeHash }) => [offset, wholeHash] as const);
  return { start, end, entries };
}

function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
