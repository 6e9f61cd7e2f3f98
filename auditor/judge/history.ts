import type { Span } from "./spans.ts";

/**
 * What the judge judges: ledgers and readings of one partition, whatever they come from. Times are
 * milliseconds since 1970 on the clock of whoever wrote them.
 */

/** A record as its sender noted it before handing it over. */
export interface SentRecord {
  /** Counts from 0 per sender and partition. */
  readonly sequence: number;
  readonly due: number;
  readonly key: string;
  /** xxHash64 of the value. */
  readonly valueHash: bigint;
}

/** One entry of a sender's ledger. */
export type SenderEvent =
  | { readonly kind: "sent"; readonly time: number; readonly records: readonly SentRecord[] }
  | {
    readonly kind: "acknowledged";
    readonly time: number;
    /** Sequence of the first; the others follow. */
    readonly first: number;
    readonly count: number;
    /** Of the first; undefined where the broker did not say. */
    readonly baseOffset: number | undefined;
  }
  | {
    readonly kind: "unknown";
    readonly time: number;
    readonly first: number;
    readonly count: number;
  };

/** What one sender noted about one partition, in the order in which it noted it. */
export interface SenderHistory {
  readonly sender: string;
  /** Whose clock its times are of. @default {one clock for all} */
  readonly host?: string;
  /** Time of its last note about any partition: it may have died after it. */
  readonly lastSign: number;
  /** Whether it claims that a record stands in the log once only: idempotent, acks=all. */
  readonly claimsOnce: boolean;
  /** How many records it noted, where that is known beforehand. */
  readonly length?: number;
  readonly events: Iterable<SenderEvent>;
}

/** One entry of a reader's ledger: records that it handled, noted before it committed them. */
export interface HandledEvent {
  readonly time: number;
  readonly records: readonly {
    readonly offset: number;
    /** As of {@linkcode LoggedRecord}. */
    readonly contentHash: bigint;
  }[];
}

/** What the members of one group noted about one partition. */
export interface GroupHistory {
  /** The offset after the last that the group has committed; undefined: it has committed none. */
  readonly committed: number | undefined;
  readonly members: readonly MemberHistory[];
}

/** What one member of the group noted about one partition. */
export interface MemberHistory {
  /** As of {@linkcode SenderHistory}. */
  readonly host?: string;
  readonly events: Iterable<HandledEvent>;
}

/** A record that a reader of the log is given. */
export interface LoggedRecord {
  readonly offset: number;
  /** undefined where the record does not say, or not readably. */
  readonly sender: string | undefined;
  readonly sequence: number | undefined;
  readonly key: string | undefined;
  readonly valueHash: bigint;
  /** Over key, value, sender and sequence: the hash of the consumer's ledger. */
  readonly contentHash: bigint;
  /** Over everything that the producer wrote: two readings of one offset must agree in it. */
  readonly wholeHash: bigint;
  /** Whether it has other headers than `sender` and `sequence`. */
  readonly otherHeaders: boolean;
}

/** One partition's log, read from start to end. */
export interface Reading {
  /** Offset of the first record that the log keeps. */
  readonly start: number;
  /** The high watermark. */
  readonly end: number;
  /** In the order of offsets, in pieces of any size. */
  readonly records: AsyncIterable<readonly LoggedRecord[]> | Iterable<readonly LoggedRecord[]>;
}

/** A reading of which only what readings are compared by is taken. */
export interface Skimming extends Pick<Reading, "end" | "start"> {
  readonly records: AsyncIterable<readonly SkimmedRecord[]> | Iterable<readonly SkimmedRecord[]>;
}

/** A record as far as readings are compared. */
export type SkimmedRecord = Pick<LoggedRecord, "offset" | "wholeHash">;

/** An earlier reading, of which only what two readings are compared by is kept. */
export interface Digest {
  readonly start: number;
  readonly end: number;
  /** Offset and whole hash of each record. */
  readonly entries: () => Iterable<readonly [number, bigint]>;
  /** Gives its memory back; it has no entries then. */
  readonly [Symbol.dispose]?: () => void;
}

/** Everything about one partition. */
export interface PartitionHistory {
  readonly partition: number;
  readonly senders: readonly SenderHistory[];
  /** Absent where reading is not judged. */
  readonly group: GroupHistory | undefined;
  /** Earlier readings. */
  readonly digests: readonly Digest[];
  /** The last one, which is judged. */
  readonly reading: Reading;
  /** When the run ended: an outage that nothing ended lasts until then. */
  readonly end: number;
  /** When somebody last looked: whatever the group had not been given by then counts as unread. */
  readonly watchedUntil: number;
  /** Milliseconds that the group may take to get to a record. */
  readonly readingTimeout: number;
  /** Times in which no progress can be expected. */
  readonly excused: readonly Span[];
  /** Times in which nothing may be acknowledged that was first handed over in them. */
  readonly forbidden: readonly Span[];
}
