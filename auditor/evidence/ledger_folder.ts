import { type Ledger, type LedgerHead, readLedger } from "@kafka-sim/common/ledger";
import type { HandledEvent, MemberHistory, SenderEvent, SenderHistory } from "../judge/history.ts";
import { JudgeError } from "../judge/judge_error.ts";
import { doubtFiles, findLedgers, isWhole, type LedgerSizes } from "./ledger_files.ts";
import type { RunLedgers } from "../judge/run_evidence.ts";

/** A ledger whose writer got as far as saying who it is. */
type NamedLedger = Ledger & { readonly head: LedgerHead };
type SenderLedger = NamedLedger & { readonly head: { readonly kind: "producer" } };
type ReaderLedger = NamedLedger & { readonly head: { readonly kind: "consumer" } };

/**
 * The ledgers of one run: every file below a folder whose name ends in `.ledger`. Each is checked as
 * a whole when it is opened, and read partition by partition afterwards.
 */
export class LedgerFolder implements RunLedgers {
  readonly topic: string;
  readonly group: string | undefined;
  /** When the first sender started and when the last note was made. */
  readonly start: number;
  readonly end: number;
  readonly span: RunLedgers["span"];
  readonly partitions: readonly number[];
  readonly ledgers: readonly NamedLedger[];
  /** What is wrong with the files without making them unreadable, a clause each. */
  readonly doubts: readonly string[];
  readonly #senders: readonly SenderLedger[];
  readonly #readers: readonly ReaderLedger[];

  readonly #folder: string;
  readonly #sizes: LedgerSizes;

  private constructor(
    folder: string,
    all: readonly Ledger[],
    sizes: LedgerSizes,
  ) {
    this.#folder = folder;
    this.#sizes = sizes;
    this.doubts = [...doubtFiles(all, sizes)];
    this.ledgers = all.filter((ledger): ledger is NamedLedger => ledger.head !== undefined);
    this.#senders = this.ledgers.filter(isSender);
    this.#readers = this.ledgers.filter(isReader);
    if (this.#senders.length === 0) {
      throw new JudgeError("ledger_missing", `Cannot find a sender's ledger in "${folder}"`);
    }
    this.topic = only("topic", this.ledgers.map(({ head }) => head.topic))!;
    this.group = only("group", this.#readers.map(({ head }) => head.group));
    unique("sender", this.#senders.map(({ head }) => head.sender));
    unique("member", this.#readers.map(({ head }) => head.member));
    this.partitions = [...new Set(this.ledgers.flatMap(({ partitions }) => partitions))];
    this.start = Math.min(...this.#senders.map(({ head }) => head.started));
    this.end = Math.max(...this.ledgers.map(({ lastTime = 0 }) => lastTime));
    this.span = { from: Math.min(...this.ledgers.map(({ head }) => head.started)), to: this.end };
  }

  /**
   * Opens and checks every ledger.
   *
   * @param sizes One that is as long as this says may end within a block: a kill has cut it, and what
   * was cut off was never acted upon.
   * @throws {JudgeError} `ledger_missing` or `ledgers_mixed`, or `LedgerError` for a file that is
   * damaged or no ledger.
   */
  static open(
    folder: string,
    sizes: LedgerSizes = new Map(),
  ): LedgerFolder {
    const paths = [...findLedgers(folder)].sort();
    return new LedgerFolder(folder, paths.map((path) => readLedger(path)), sizes);
  }

  /** A ledger's path as it is to be told: below the folder. */
  nameIn(path: string): string {
    return path.slice(this.#folder.length + 1);
  }

  get torn(): RunLedgers["torn"] {
    const torn = this.ledgers.filter((ledger) =>
      ledger.truncated > 0 && !isWhole(ledger, this.#sizes)
    );
    return torn.map(({ path, head }) => ({
      file: path,
      kind: head.kind === "producer" ? "sender" : "reader",
    }));
  }

  /** Whether any reader may still be at work: neither it nor anybody else has noted its end. */
  get readersMayGoOn(): boolean {
    return this.#readers.some((ledger) => !ledger.ended && !isWhole(ledger, this.#sizes));
  }

  senders(partition: number): SenderHistory[] {
    return this.#senders.map((ledger) => ({
      sender: ledger.head.sender,
      host: hostOf(ledger),
      length: ledger.sent.get(partition) ?? 0,
      lastSign: ledger.lastTime ?? ledger.head.started,
      claimsOnce: ledger.head.idempotent && ledger.head.acks === "all",
      events: { [Symbol.iterator]: () => senderEvents(ledger, partition) },
    }));
  }

  members(partition: number): MemberHistory[] {
    return this.#readers.map((ledger) => ({
      host: hostOf(ledger),
      events: { [Symbol.iterator]: () => handledEvents(ledger, partition) },
    }));
  }

  hosts(partition: number, what: "writing" | "reading"): string[] {
    const all: readonly NamedLedger[] = what === "writing"
      ? this.#senders
      : [...this.#senders, ...this.#readers];
    const concerned = all.filter(({ partitions }) => partitions.includes(partition));
    return [...new Set(concerned.map(hostOf))].sort();
  }

  grown(): string[] {
    return this.ledgers.filter((ledger) => ledger.hasGrown()).map(({ path }) => path);
  }
}

function* senderEvents(ledger: SenderLedger, partition: number): Generator<SenderEvent> {
  for (const entry of ledger.entries(partition)) {
    if (entry.kind === "handled") throw misplaced(ledger, entry.kind);
    if (entry.kind !== "acknowledged") yield entry;
    else {
      const { baseOffset } = entry;
      yield { ...entry, baseOffset: baseOffset === undefined ? undefined : Number(baseOffset) };
    }
  }
}

function* handledEvents(ledger: ReaderLedger, partition: number): Generator<HandledEvent> {
  for (const entry of ledger.entries(partition)) {
    if (entry.kind !== "handled") throw misplaced(ledger, entry.kind);
    const records = entry.records.map(({ offset, contentHash }) => ({
      offset: Number(offset),
      contentHash,
    }));
    yield { time: entry.time, records };
  }
}

/** A ledger that does not say where it was written is taken for one of a host of its own. */
function hostOf({ head, path }: NamedLedger): string {
  return head.host ?? path;
}

function isSender(ledger: NamedLedger): ledger is SenderLedger {
  return ledger.head.kind === "producer";
}

function isReader(ledger: NamedLedger): ledger is ReaderLedger {
  return ledger.head.kind === "consumer";
}

function only(what: string, names: readonly string[]): string | undefined {
  const different = [...new Set(names)];
  if (different.length <= 1) return different[0];
  throw new JudgeError(
    "ledgers_mixed",
    `Cannot judge by ledgers of more than one ${what}: ${different.join(", ")}`,
  );
}

function unique(what: string, names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw new JudgeError("ledgers_mixed", `Cannot judge by two ledgers of ${what} "${twice}"`);
}

function misplaced({ path, head }: NamedLedger, kind: string): JudgeError {
  return new JudgeError(
    "ledger_senseless",
    `Cannot judge by ledger "${path}" of a ${head.kind}: it has a note "${kind}"`,
  );
}
