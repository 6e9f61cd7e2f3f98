import { crc32 } from "node:zlib";
import { ByteWriter } from "./ledger_bytes.ts";
import type { ConsumerHead, LedgerHead, ProducerHead, ReadRecord } from "./ledger_entries.ts";
import type { SentRecord } from "./ledger_entries.ts";
import { LedgerError } from "./ledger_error.ts";
import { BLOCK, FRAME_BYTES, MAGIC, MAX_BLOCK_BYTES } from "./ledger_format.ts";

/** What a writer needs of an open file. */
export interface LedgerFile {
  /** Returns how many bytes it took. */
  writeSync(bytes: Uint8Array): number;
  close(): void;
}

/** Options of {@linkcode LedgerWriter}. */
export interface LedgerWriterOptions {
  /** Stands in error messages. */
  readonly path: string;
  /** Empty. */
  readonly file: LedgerFile;
  readonly head: ProducerHead | ConsumerHead;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MAX_REASON = 1_000;

/**
 * Appends blocks, each with one write that has returned when the method returns. After a write that
 * failed nothing more is written: a whole block behind half a one would be damage.
 */
export class LedgerWriter {
  readonly #options: LedgerWriterOptions;
  readonly #out = new ByteWriter();
  #checksum = crc32(MAGIC);
  #end: LedgerError | undefined;

  /** @throws {LedgerError} If the head cannot be written. */
  constructor(options: LedgerWriterOptions) {
    this.#options = options;
    this.#write(MAGIC);
    this.#append(BLOCK.head, (out) => out.text(JSON.stringify(options.head satisfies LedgerHead)));
  }

  /**
   * Notes records that are about to be handed to the client; their sequences follow each other.
   *
   * @throws {LedgerError} If it is not written: then they must not be handed over.
   */
  sent(partition: number, records: readonly SentRecord[]): void {
    const first = records[0]?.sequence ?? 0;
    this.#append(BLOCK.sent, (out) => {
      this.#range(out, partition, { first, count: records.length });
      for (const [at, record] of records.entries()) {
        if (record.sequence !== first + at) {
          throw new RangeError(`Cannot note sequence ${record.sequence} after ${first + at - 1}`);
        }
        out.f64(record.due);
        out.u64(record.valueHash);
        out.shortText(record.key);
      }
    });
  }

  /** @throws {LedgerError} If it is not written. */
  acknowledged(partition: number, first: number, count: number, baseOffset?: bigint): void {
    this.#append(BLOCK.acknowledged, (out) => {
      this.#range(out, partition, { first, count });
      out.i64(baseOffset ?? -1n);
    });
  }

  /** @throws {LedgerError} If it is not written. */
  unknown(partition: number, first: number, count: number, reason: string): void {
    this.#append(BLOCK.unknown, (out) => {
      this.#range(out, partition, { first, count });
      out.text(reason.slice(0, MAX_REASON));
    });
  }

  /** @throws {LedgerError} If it is not written: then their offsets must not be committed. */
  handled(partition: number, records: readonly ReadRecord[]): void {
    this.#append(BLOCK.handled, (out) => {
      out.f64(this.#options.now());
      out.u32(partition);
      out.u32(records.length);
      for (const { offset, contentHash } of records) {
        out.i64(offset);
        out.u64(contentHash);
      }
    });
  }

  /** Notes the end, if that can be written, and closes the file. Never throws, not even twice. */
  close(): void {
    if (this.#end?.code === "ledger_closed") return;
    try {
      this.#append(BLOCK.end, (out) => out.f64(this.#options.now()));
    } catch {
      // Without the note the ledger looks like that of a killed program: true enough.
    }
    this.#end = new LedgerError(
      "ledger_closed",
      `Cannot write ledger "${this.#options.path}" as it is closed`,
      { remedy: "This is a bug in kafka-sim: please report it" },
    );
    this.#options.file.close();
  }

  #range(out: ByteWriter, partition: number, range: { first: number; count: number }): void {
    out.f64(this.#options.now());
    out.u32(partition);
    out.u64(BigInt(range.first));
    out.u32(range.count);
  }

  #append(type: number, fill: (out: ByteWriter) => void): void {
    if (this.#end) throw this.#end;
    const out = this.#out;
    out.reset();
    for (let at = 0; at < FRAME_BYTES; at += 4) out.u32(0);
    out.u8(type);
    fill(out);
    const length = out.length - FRAME_BYTES;
    if (length > MAX_BLOCK_BYTES) throw new RangeError(`Cannot write a block of ${length} bytes`);
    out.u32At(0, length);
    const check = crc32(out.bytes(0, 4), this.#checksum);
    this.#checksum = crc32(out.bytes(FRAME_BYTES), check);
    out.u32At(4, check);
    out.u32At(8, this.#checksum);
    this.#write(out.bytes());
  }

  #write(bytes: Uint8Array): void {
    try {
      for (let done = 0; done < bytes.length;) {
        done += this.#options.file.writeSync(bytes.subarray(done));
      }
    } catch (error) {
      this.#end = notWritten(this.#options.path, error);
      throw this.#end;
    }
  }
}

function notWritten(path: string, cause: unknown): LedgerError {
  const state = cause instanceof Error ? cause.message : String(cause);
  return new LedgerError("ledger_not_written", `Cannot write ledger "${path}": ${state}`, {
    remedy: "Make room on its disk and start again with a new file; what was noted stays valid",
    cause,
  });
}
