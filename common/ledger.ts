import type { ConsumerHead, ProducerHead, ReadRecord, SentRecord } from "./ledger_entries.ts";
import { LedgerError } from "./ledger_error.ts";
import { LEDGER_VERSION } from "./ledger_format.ts";
import { LedgerWriter } from "./ledger_writer.ts";
import { VERSION } from "./version.ts";

export type * from "./ledger_entries.ts";
export { LedgerError, type LedgerProblem } from "./ledger_error.ts";
export { type Ledger, readLedger } from "./ledger_reader.ts";

/**
 * What a producer notes, in a file of its own per process start (a segment). The file format is in
 * `ledger_format.ts`. Each method returns when the operating system has the bytes: they survive
 * `kill -9` of the program, not the loss of power. Each throws {@linkcode LedgerError} if they could
 * not be written, and then the program must stop.
 */
export interface ProducerLedger {
  /** Before the records are handed to the client; sequences follow each other. */
  sent(partition: number, records: readonly SentRecord[]): void;
  /** `first` is a sequence, `baseOffset` the offset of that record. */
  acknowledged(
    partition: number,
    first: number,
    count: number,
    baseOffset: bigint | undefined,
  ): void;
  /** Given up: in the log or not. */
  unknown(partition: number, first: number, count: number, reason: string): void;
  /** Notes that the program ended by itself. Never throws. */
  close(): void;
}

/** What a consumer notes. As {@linkcode ProducerLedger} otherwise. */
export interface ConsumerLedger {
  /** When the records have been handled, before their offsets are committed. */
  handled(partition: number, records: readonly ReadRecord[]): void;
  /** Notes that the program ended by itself. Never throws. */
  close(): void;
}

/** What a producer says about itself. */
export interface ProducerIdentity {
  readonly sender: string;
  readonly topic: string;
  /** @default {"all"} */
  readonly acks?: ProducerHead["acks"];
  /** @default {true} */
  readonly idempotent?: boolean;
}

/** What a consumer says about itself. */
export interface ConsumerIdentity {
  readonly member: string;
  readonly group: string;
  readonly topic: string;
}

/**
 * Creates a producer's ledger. The file must not exist: a second writer of the same file, at the same
 * time or later, is refused.
 *
 * @throws {LedgerError} `ledger_exists` or `ledger_not_created`, exit code 2; `ledger_not_written`.
 */
export function openProducerLedger(path: string, identity: ProducerIdentity): ProducerLedger {
  const claim = { acks: "all", idempotent: true } as const;
  return open(path, { kind: "producer", ...commonHead(), ...claim, ...identity });
}

/** Creates a consumer's ledger, as {@linkcode openProducerLedger} does. */
export function openConsumerLedger(path: string, identity: ConsumerIdentity): ConsumerLedger {
  return open(path, { kind: "consumer", ...commonHead(), ...identity });
}

function open(path: string, head: ProducerHead | ConsumerHead): LedgerWriter {
  return new LedgerWriter({ path, file: create(path), head, now: Date.now });
}

function commonHead() {
  return {
    format: "kafka-sim ledger",
    version: LEDGER_VERSION,
    program: VERSION,
    pid: Deno.pid,
    host: hostname(),
    started: Date.now(),
  } as const;
}

function hostname(): string | null {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "hostname" });
  return state === "granted" ? Deno.hostname() : null;
}

function create(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { createNew: true, write: true });
  } catch (cause) {
    throw notCreated(path, cause);
  }
}

function notCreated(path: string, cause: unknown): LedgerError {
  const options = { exitCode: 2, cause } as const;
  if (cause instanceof Deno.errors.AlreadyExists) {
    return new LedgerError("ledger_exists", `Cannot create ledger "${path}" as the file exists`, {
      ...options,
      remedy: "Name a new file: a ledger has one writer, and what it holds is evidence",
    });
  }
  if (cause instanceof Deno.errors.NotCapable) {
    return new LedgerError(
      "ledger_not_created",
      `Cannot create ledger "${path}" as Deno's write permission is missing`,
      { ...options, remedy: `Start with --allow-write=${path}` },
    );
  }
  const state = cause instanceof Error ? cause.message : String(cause);
  return new LedgerError("ledger_not_created", `Cannot create ledger "${path}": ${state}`, {
    ...options,
    remedy: "Name a file in a folder that exists and may be written",
  });
}
