import { type Block, damaged, foreign, readBlocks } from "./ledger_blocks.ts";
import { decodeEntry, decodeHead, decodeStamp } from "./ledger_decode.ts";
import type { LedgerEntry, LedgerHead } from "./ledger_entries.ts";
import { LedgerError } from "./ledger_error.ts";
import { BLOCK } from "./ledger_format.ts";

/** A ledger as it was when {@linkcode readLedger} looked; what is added later is left out. */
export interface Ledger {
  readonly path: string;
  /** undefined where the file ends before or within the head: its writer handed nothing over. */
  readonly head: LedgerHead | undefined;
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes at the end that are the beginning of a block: the last write was cut off. */
  readonly truncated: number;
  /** Whether the writer noted its end: else it was killed, or still writes. */
  readonly ended: boolean;
  /** Time of the last note, or of the head; milliseconds since 1970 on the writer's clock. */
  readonly lastTime: number | undefined;
  /** Partitions that it has notes about, ascending. */
  readonly partitions: readonly number[];
  /** Records noted as sent, by partition. */
  readonly sent: ReadonlyMap<number, number>;
  /**
   * Reads the notes in the order in which they were made, as often as wanted, in bounded memory.
   *
   * @param partition Only the notes about this one.
   * @throws {LedgerError} While iterating, if the file has been changed since.
   */
  entries(partition?: number): Generator<LedgerEntry, void>;
  /** Whether the file is longer now. */
  hasGrown(): boolean;
}

/**
 * Opens a ledger and checks the whole of it. A file that ends within a block is in order: that is what
 * a kill leaves. Anything else that differs from what was written is an error.
 *
 * @throws {LedgerError} `ledger_not_read`, `ledger_foreign` or `ledger_damaged`.
 */
export function readLedger(path: string): Ledger {
  return guarded(path, () => {
    const { size } = Deno.statSync(path);
    const summary = summarise(path, size);
    return {
      path,
      size,
      ...summary,
      entries: (partition) => entriesOf(path, size, partition),
      hasGrown: () => guarded(path, () => Deno.statSync(path).size > size),
    };
  });
}

type Summary = Omit<Ledger, "path" | "size" | "entries" | "hasGrown">;

function summarise(path: string, size: number): Summary {
  const sent = new Map<number, number>();
  let head: LedgerHead | undefined;
  let lastTime: number | undefined;
  let ended = false;
  const blocks = openBlocks(path, size);
  let step = blocks.next();
  for (; !step.done; step = blocks.next()) {
    const block = step.value;
    if (!head) {
      head = headOf(path, block);
      lastTime = head.started;
      continue;
    }
    if (ended) throw damaged(path, block.position, new RangeError("A block follows the end"));
    const { time, partition, sent: count } = decoded(path, block, decodeStamp);
    lastTime = time;
    ended = block.type === BLOCK.end;
    if (partition !== undefined) sent.set(partition, (sent.get(partition) ?? 0) + count);
  }
  return {
    head,
    truncated: size - step.value,
    ended,
    lastTime,
    partitions: [...sent.keys()].sort((a, b) => a - b),
    sent,
  };
}

function* entriesOf(
  path: string,
  size: number,
  partition: number | undefined,
): Generator<LedgerEntry, void> {
  for (const block of openBlocks(path, size)) {
    if (block.type === BLOCK.head || block.type === BLOCK.end) continue;
    const isWanted = partition === undefined || decodeStamp(block).partition === partition;
    if (isWanted) yield decoded(path, block, decodeEntry);
  }
}

function* openBlocks(path: string, size: number): Generator<Block, number> {
  using file = guarded(path, () => Deno.openSync(path, { read: true }));
  const source = { readSync: (bytes: Uint8Array) => guarded(path, () => file.readSync(bytes)) };
  return yield* readBlocks(source, size, path);
}

function headOf(path: string, block: Block): LedgerHead {
  const head = decoded(path, block, decodeHead);
  if ("kind" in head) return head;
  throw foreign(path, `its version is ${head.version}`);
}

function decoded<T>(path: string, block: Block, decode: (block: Block) => T): T {
  try {
    return decode(block);
  } catch (cause) {
    throw damaged(path, block.position, cause);
  }
}

function guarded<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof LedgerError) throw cause;
    const state = cause instanceof Error ? cause.message : String(cause);
    const isDenied = cause instanceof Deno.errors.NotCapable;
    throw new LedgerError("ledger_not_read", `Cannot read ledger "${path}": ${state}`, {
      remedy: isDenied ? `Start with --allow-read=${path}` : "Name a file that can be read",
      cause,
    });
  }
}
