import { BLOCK, FRAME_BYTES, MAGIC, RANGE_BYTES } from "@kafka-sim/common/ledger_format";

/** A note in a ledger, as far as counting needs it. Time is milliseconds since 1970. */
export type TailEvent =
  | {
    readonly kind: "sent";
    readonly time: number;
    readonly partition: number;
    readonly first: number;
    readonly count: number;
    /** Of the first record. */
    readonly due: number;
  }
  | {
    readonly kind: "acknowledged" | "unknown";
    readonly time: number;
    readonly partition: number;
    readonly first: number;
    readonly count: number;
  }
  | {
    readonly kind: "handled";
    readonly time: number;
    readonly partition: number;
    readonly count: number;
  };

const CHUNK = 64 * 1024;

/**
 * Follows a ledger while it is written, to show how a run is getting on. It trusts what it reads:
 * the judge checks the whole file afterwards. It reads into one buffer again and again.
 */
export class LedgerTail {
  /** Of the writer: a sender, or a member of a group; null while it has not said so. */
  identity: string | null = null;
  readonly #path: string;
  #position = 0;
  /** Whether the magic is behind. */
  #isBegun = false;
  #buffer = new Uint8Array(0);
  /** Bytes in the buffer that were no whole block. */
  #rest = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** The notes since the last call; none while there is no file. */
  *read(): Generator<TailEvent> {
    let file: Deno.FsFile;
    try {
      file = Deno.openSync(this.#path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      throw error;
    }
    using open = file;
    open.seekSync(this.#position, Deno.SeekMode.Start);
    for (;;) {
      if (this.#rest === this.#buffer.length) this.#grow();
      const count = open.readSync(this.#buffer.subarray(this.#rest));
      if (count === null) return;
      this.#position += count;
      yield* this.#blocks(this.#rest + count);
    }
  }

  /** Gives its memory back; there is nothing more to be read. */
  close(): void {
    [this.#buffer, this.#rest] = [new Uint8Array(0), 0];
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(CHUNK, 2 * this.#buffer.length));
    larger.set(this.#buffer);
    this.#buffer = larger;
  }

  /** The notes in so many bytes; what is left goes to the front. */
  *#blocks(length: number): Generator<TailEvent> {
    const { buffer } = this.#buffer;
    const view = new DataView(buffer);
    let at = 0;
    if (!this.#isBegun && length >= MAGIC.length) [at, this.#isBegun] = [MAGIC.length, true];
    while (this.#isBegun && at + FRAME_BYTES <= length) {
      const size = view.getUint32(at, true);
      const end = at + FRAME_BYTES + size;
      if (end > length) break;
      const event = this.#take(new DataView(buffer, at + FRAME_BYTES, size));
      if (event) yield event;
      at = end;
    }
    this.#buffer.copyWithin(0, at, length);
    this.#rest = length - at;
  }

  #take(block: DataView): TailEvent | undefined {
    if (block.getUint8(0) !== BLOCK.head) return readEvent(block);
    const { buffer, byteOffset, byteLength } = block;
    const head = new Uint8Array(buffer, byteOffset + 1, byteLength - 1);
    const { sender, member } = JSON.parse(new TextDecoder().decode(head));
    this.identity = sender ?? member;
    return undefined;
  }
}

function readEvent(block: DataView): TailEvent | undefined {
  const type = block.getUint8(0);
  if (type === BLOCK.end) return undefined;
  const time = block.getFloat64(1, true);
  const partition = block.getUint32(9, true);
  if (type === BLOCK.handled) {
    return { kind: "handled", time, partition, count: block.getUint32(13, true) };
  }
  const first = Number(block.getBigUint64(13, true));
  const count = block.getUint32(21, true);
  const range = { time, partition, first, count };
  if (type !== BLOCK.sent) {
    return { kind: type === BLOCK.acknowledged ? "acknowledged" : "unknown", ...range };
  }
  return {
    kind: "sent",
    ...range,
    due: count > 0 ? block.getFloat64(1 + RANGE_BYTES, true) : time,
  };
}
