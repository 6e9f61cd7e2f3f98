import { crc32 } from "node:zlib";
import { LedgerError } from "./ledger_error.ts";
import { FRAME_BYTES, MAGIC, MAX_BLOCK_BYTES } from "./ledger_format.ts";

/** What a reader needs of an open file. */
export interface LedgerSource {
  /** Returns how many bytes it filled in, null at the end. */
  readSync(bytes: Uint8Array): number | null;
}

/** One whole block. */
export interface Block {
  readonly type: number;
  /** Where it begins in the file. */
  readonly position: number;
  /** Valid until the next block is asked for. */
  readonly payload: Uint8Array;
}

const BUFFER_BYTES = 1024 * 1024;

/**
 * Reads the whole blocks among the first `size` bytes and checks each; returns how many bytes they and
 * the magic take. Whatever follows them is the beginning of a block that was never finished. Holds a
 * megabyte, or the largest block if that is larger.
 *
 * @throws {LedgerError} `ledger_foreign` or `ledger_damaged`.
 */
export function* readBlocks(
  file: LedgerSource,
  size: number,
  path: string,
): Generator<Block, number> {
  const input = new Input(file, size);
  const magic = input.peek(Math.min(MAGIC.length, size));
  if (magic.some((byte, at) => byte !== MAGIC[at])) throw foreign(path);
  if (magic.length < MAGIC.length) return 0;
  input.skip(MAGIC.length);
  let checksum = crc32(MAGIC);
  while (input.left >= FRAME_BYTES) {
    const frame = new DataView(input.peek(FRAME_BYTES).slice().buffer);
    const length = frame.getUint32(0, true);
    const check = crc32(new Uint8Array(frame.buffer, 0, 4), checksum);
    if (check !== frame.getUint32(4, true) || length < 1 || length > MAX_BLOCK_BYTES) {
      throw damaged(path, input.position);
    }
    if (input.left < FRAME_BYTES + length) break;
    const body = input.peek(FRAME_BYTES + length).subarray(FRAME_BYTES);
    checksum = crc32(body, check);
    if (checksum !== frame.getUint32(8, true)) throw damaged(path, input.position);
    yield { type: body[0]!, position: input.position, payload: body.subarray(1) };
    input.skip(FRAME_BYTES + length);
  }
  return input.position;
}

/** A ledger that holds something else than was written. */
export function damaged(path: string, position: number, cause?: unknown): LedgerError {
  return new LedgerError(
    "ledger_damaged",
    `Cannot read ledger "${path}" as it is damaged: the block at byte ${position} is not what was written`,
    { remedy: "Nothing can be judged by it; look for a fault of its disk or of its copy", cause },
  );
}

/** A file that is no ledger of this version. */
export function foreign(path: string, state: string = "it is not a ledger"): LedgerError {
  return new LedgerError("ledger_foreign", `Cannot read ledger "${path}" as ${state}`, {
    remedy: "Name a file that --ledger of this version's producer or consumer has written",
    exitCode: 2,
  });
}

/** Reads ahead from a file, up to a given size. */
class Input {
  readonly #file: LedgerSource;
  /** Bytes not yet asked of the file. */
  #unread: number;
  #buffer: Uint8Array<ArrayBuffer>;
  #start = 0;
  #end = 0;
  position = 0;

  constructor(file: LedgerSource, size: number) {
    this.#file = file;
    this.#unread = size;
    this.#buffer = new Uint8Array(Math.min(BUFFER_BYTES, size));
  }

  /** Bytes after the position. */
  get left(): number {
    return this.#end - this.#start + this.#unread;
  }

  /** The next bytes, without going on. Valid until the next call. */
  peek(count: number): Uint8Array {
    if (this.#end - this.#start < count) this.#fill(count);
    return this.#buffer.subarray(this.#start, this.#start + count);
  }

  skip(count: number): void {
    this.#start += count;
    this.position += count;
  }

  #fill(count: number): void {
    const rest = this.#buffer.subarray(this.#start, this.#end);
    if (count > this.#buffer.length) {
      const larger = new Uint8Array(2 * count);
      larger.set(rest);
      this.#buffer = larger;
    } else {
      this.#buffer.copyWithin(0, this.#start, this.#end);
    }
    [this.#start, this.#end] = [0, rest.length];
    while (this.#end < count) {
      const room = Math.min(this.#buffer.length - this.#end, this.#unread);
      const got = this.#file.readSync(this.#buffer.subarray(this.#end, this.#end + room));
      if (got === null) throw new RangeError("Cannot read on as the file has become shorter");
      this.#end += got;
      this.#unread -= got;
    }
  }
}
