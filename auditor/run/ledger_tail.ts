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
 * the judge checks the whole file afterwards.
 */
export class LedgerTail {
  /** Of the writer: a sender, or a member of a group; null while it has not said so. */
  identity: string | null = null;
  readonly #path: string;
  #position = 0;
  /** Whether the magic is behind. */
  #isBegun = false;
  #rest = new Uint8Array(0);

  constructor(path: string) {
    this.#path = path;
  }

  /** The notes since the last call; none while there is no file. */
  *read(): Generator<TailEvent> {
    for (const bytes of this.#chunks()) {
      const whole = new Uint8Array(this.#rest.length + bytes.length);
      whole.set(this.#rest);
      whole.set(bytes, this.#rest.length);
      let at = this.#isBegun ? 0 : MAGIC.length;
      this.#isBegun ||= whole.length >= at;
      const view = new DataView(whole.buffer);
      while (at + FRAME_BYTES <= whole.length) {
        const end = at + FRAME_BYTES + view.getUint32(at, true);
        if (end > whole.length) break;
        const event = this.#take(
          new DataView(whole.buffer, at + FRAME_BYTES, end - at - FRAME_BYTES),
        );
        if (event) yield event;
        at = end;
      }
      this.#rest = this.#isBegun ? whole.slice(at) : whole;
    }
  }

  #take(block: DataView): TailEvent | undefined {
    if (block.getUint8(0) !== BLOCK.head) return readEvent(block);
    const { buffer, byteOffset, byteLength } = block;
    const head = new Uint8Array(buffer, byteOffset + 1, byteLength - 1);
    const { sender, member } = JSON.parse(new TextDecoder().decode(head));
    this.identity = sender ?? member;
    return undefined;
  }

  *#chunks(): Generator<Uint8Array> {
    let file: Deno.FsFile;
    try {
      file = Deno.openSync(this.#path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      throw error;
    }
    using open = file;
    open.seekSync(this.#position, Deno.SeekMode.Start);
    const buffer = new Uint8Array(CHUNK);
    for (;;) {
      const count = open.readSync(buffer);
      if (count === null) return;
      this.#position += count;
      yield buffer.subarray(0, count);
    }
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
