/** What every head says. */
export interface CommonHead {
  readonly format: "kafka-sim ledger";
  readonly version: 1;
  /** Version of the program that wrote it. */
  readonly program: string;
  readonly topic: string;
  readonly pid: number;
  /** null where the permission to ask (`--allow-sys=hostname`) was not granted. */
  readonly host: string | null;
  /** When it was opened, milliseconds since 1970. */
  readonly started: number;
}

/** Head of a producer's ledger. */
export interface ProducerHead extends CommonHead {
  readonly kind: "producer";
  /** Header `sender` of its records, unique per process start. */
  readonly sender: string;
  /** What the producer asked of an acknowledgement. */
  readonly acks: "all" | "leader" | "none";
  /** Whether a record may be claimed to stand in the log once only. */
  readonly idempotent: boolean;
}

/** Head of a consumer's ledger. */
export interface ConsumerHead extends CommonHead {
  readonly kind: "consumer";
  /** Unique per process start. */
  readonly member: string;
  readonly group: string;
}

/** First block of a ledger. */
export type LedgerHead = ProducerHead | ConsumerHead;

/** A record that is about to be handed to the client. */
export interface SentRecord {
  /** Counts from 0 per sender and partition. */
  readonly sequence: number;
  /** Milliseconds since 1970, wall clock. */
  readonly due: number;
  readonly key: string;
  /** xxHash64 of the value. */
  readonly valueHash: bigint;
}

/** A record that a consumer has handled. */
export interface ReadRecord {
  readonly offset: bigint;
  /** See `contentHash`. */
  readonly contentHash: bigint;
}

/** One note: when it was made (milliseconds since 1970) about which partition. */
interface Note {
  readonly time: number;
  readonly partition: number;
}

/** Records by sequence: `first` to `first + count - 1`. */
interface Range extends Note {
  readonly first: number;
  readonly count: number;
}

/** Noted before the records are handed to the client. */
export interface SentEntry extends Note {
  readonly kind: "sent";
  readonly records: readonly SentRecord[];
}

/** Noted when the broker has acknowledged. */
export interface AcknowledgedEntry extends Range {
  readonly kind: "acknowledged";
  /** Offset of the first; undefined where the broker did not say. */
  readonly baseOffset: bigint | undefined;
}

/** Noted when records are given up that may be in the log or not. */
export interface UnknownEntry extends Range {
  readonly kind: "unknown";
  readonly reason: string;
}

/** Noted when records have been handled, before their offsets are committed. */
export interface HandledEntry extends Note {
  readonly kind: "handled";
  readonly records: readonly ReadRecord[];
}

/** One block after the head. */
export type LedgerEntry = SentEntry | AcknowledgedEntry | UnknownEntry | HandledEntry;
