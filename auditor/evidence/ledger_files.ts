import type { Ledger } from "@kafka-sim/common/ledger";
import { JudgeError } from "../judge/judge_error.ts";

/**
 * Bytes that each ledger had when its writer's process had ended, by file name; null: there was no
 * such file; undefined: somebody noted that the process started, and nobody that it ended.
 */
export type LedgerSizes = ReadonlyMap<string, number | null | undefined>;

const ENDING = ".ledger";

/** What is wrong with files that can be read, a clause each. */
export function* doubtFiles(
  all: readonly Ledger[],
  sizes: LedgerSizes,
): Generator<string> {
  const names = new Set(all.map(({ path }) => nameOf(path)));
  for (const [name, bytes] of sizes) {
    if (bytes !== null && !names.has(name)) yield `ledger ${name} is missing`;
  }
  for (const ledger of all) {
    const { path, size } = ledger;
    const bytes = sizes.get(nameOf(path));
    if (bytes !== undefined && bytes !== size) {
      yield `ledger ${path} has ${size} bytes where its writer left ${bytes ?? "none"}`;
    } else if (bytes === undefined) yield* doubtEnd(ledger);
  }
}

/** Whole blocks may be gone from the end: acknowledgements among them, which makes lost unknown. */
function* doubtEnd({ path, head, ended }: Ledger): Generator<string> {
  if (!head) yield `ledger ${path} ends before it says whose it is`;
  else if (head.kind === "producer" && !ended) {
    yield `sender's ledger ${path} has no end: notes may be missing`;
  }
}

/** Whether a file is as long as its writer left it. */
export function isWhole({ path, size }: Ledger, sizes: LedgerSizes): boolean {
  return sizes.get(nameOf(path)) === size;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * The ledgers in a folder and below.
 *
 * @throws {JudgeError} `ledger_missing` where it cannot be read.
 */
export function* findLedgers(folder: string): Generator<string> {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(folder)];
  } catch (cause) {
    const state = cause instanceof Error ? cause.message : String(cause);
    throw new JudgeError("ledger_missing", `Cannot read folder "${folder}": ${state}`, { cause });
  }
  for (const { name, isDirectory } of entries) {
    if (isDirectory) yield* findLedgers(`${folder}/${name}`);
    else if (name.endsWith(ENDING)) yield `${folder}/${name}`;
  }
}
