import { ProgramError } from "@kafka-sim/common/errors";
import { crc32 } from "node:zlib";
import type { FaultRequest } from "../control/contract.ts";
import { JudgeError } from "../judge/judge_error.ts";

/** What is noted of a run besides its ledgers, in the order in which it happened. */
export type JournalEntry =
  | {
    readonly kind: "run";
    readonly run: string;
    readonly topic: string;
    /** What the run was told, by flag. */
    readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  }
  | { readonly kind: "phase"; readonly phase: string }
  | {
    readonly kind: "mark";
    readonly name: string;
    readonly phase: string;
    readonly detail: string;
  }
  /** What leaves the run unproven, a clause: whoever judges it later must know, too. */
  | { readonly kind: "doubt"; readonly doubt: string }
  /** What was said of the fault, one post of those that `DeclaredFault` puts together. */
  | { readonly kind: "fault"; readonly said: FaultRequest }
  /** Who leads a partition from now on, and who is in sync. */
  | {
    readonly kind: "partition";
    readonly partition: number;
    readonly leader: number;
    readonly epoch: number;
    readonly isr: readonly number[];
  }
  /** The cluster that the run is on: its log is of no other. */
  | { readonly kind: "cluster"; readonly id: string }
  /** The nodes that serve clients from now on. */
  | { readonly kind: "nodes"; readonly nodes: readonly number[] }
  | {
    readonly kind: "started";
    readonly name: string;
    readonly pid: number;
    /** File name of the process's ledger. */
    readonly ledger: string;
  }
  | {
    readonly kind: "ended";
    readonly name: string;
    readonly pid: number;
    readonly ledger: string;
    /** Bytes of the ledger then; null where there is none. */
    readonly bytes: number | null;
    readonly code: number;
    readonly signal: string | null;
    /** Whether the auditor had asked it to. */
    readonly asked: boolean;
  };

/** An entry with the time to which it belongs, milliseconds since 1970. */
export type TimedEntry = JournalEntry & { readonly time: number };

/** Name of the file in a run's folder. */
export const JOURNAL = "journal.jsonl";

/**
 * The journal of a run: one JSON object a line, each with `check`, the CRC-32 of zlib over all lines
 * before it and its own text without `check`. Only the last line may be cut, as a kill leaves it.
 */
export class Journal {
  readonly entries: TimedEntry[] = [];
  readonly #file: Deno.FsFile;
  #checksum = 0;

  /** @param file Empty; closed with the journal. */
  constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /** Creates the journal of a new run. Throws what `Deno.openSync` throws. */
  static create(folder: string): Journal {
    return new Journal(Deno.openSync(`${folder}/${JOURNAL}`, { createNew: true, write: true }));
  }

  /**
   * Returns when the operating system has the entry.
   *
   * @throws {ProgramError} `journal_not_written`: then the run must end.
   */
  add(entry: JournalEntry, time: number = Date.now()): void {
    const timed: TimedEntry = { time, ...entry };
    const text = JSON.stringify(timed);
    this.#checksum = crc32(text, this.#checksum);
    this.#write(encoder.encode(`${text.slice(0, -1)},"check":${this.#checksum}}\n`));
    this.entries.push(timed);
  }

  close(): void {
    this.#file.close();
  }

  #write(line: Uint8Array): void {
    try {
      for (let done = 0; done < line.length;) done += this.#file.writeSync(line.subarray(done));
    } catch (cause) {
      const state = cause instanceof Error ? cause.message : String(cause);
      const message = `Cannot write the journal of the run: ${state}`;
      const remedy = "Make room on its disk and run again in a new folder";
      throw new ProgramError("journal_not_written", message, { remedy, cause });
    }
  }
}

const encoder = new TextEncoder();

/**
 * Reads a journal; undefined where the folder has none.
 *
 * @throws {JudgeError} `journal_damaged`: a line that is not what was written.
 */
export function readJournal(folder: string): TimedEntry[] | undefined {
  let text: string;
  try {
    text = Deno.readTextFileSync(`${folder}/${JOURNAL}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const lines = text.split("\n");
  lines.pop(); // Nothing, or what a kill has cut.
  const entries: TimedEntry[] = [];
  let checksum = 0;
  for (const [at, line] of lines.entries()) {
    const [, written = "", check] = /^(.*),"check":(\d+)\}$/.exec(line) ?? [];
    checksum = crc32(`${written}}`, checksum);
    if (check !== String(checksum)) throw damaged(folder, at + 1);
    entries.push(JSON.parse(`${written}}`));
  }
  return entries;
}

/** The journal of the run whose ledgers these are: in their folder, or beside `ledgers`. */
export function findJournal(ledgers: string): TimedEntry[] | undefined {
  const isInner = ledgers.replace(/\/+$/, "").endsWith("/ledgers");
  return readJournal(ledgers) ?? (isInner ? readJournal(`${ledgers}/..`) : undefined);
}

function damaged(folder: string, line: number): JudgeError {
  const state = `line ${line} is not what was written`;
  const message = `Cannot judge by "${folder}/${JOURNAL}" as it is damaged: ${state}`;
  return new JudgeError("journal_damaged", message);
}
