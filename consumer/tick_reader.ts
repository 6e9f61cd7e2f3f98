import type { Tick } from "@kafka-sim/common/tick";
import { jsonReader, type TickReader as FormatReader } from "@kafka-sim/common/tick_format";
import { TickTextReader } from "@kafka-sim/common/tick_text";
import { FetchedRecord } from "./fetch/fetched_record.ts";
import type { GivenRecord } from "./record.ts";

/** Reads the ticks of records. */
export class TickReader {
  readonly #text = new TickTextReader();
  readonly #formats: FormatReader;

  /** @param formats Reads whatever is not in the usual text. */
  constructor(formats: FormatReader = jsonReader) {
    this.#formats = formats;
  }

  /**
   * The tick of a record: straight out of its batch where it is in the usual text, else by
   * the reader of all formats, with the same result.
   *
   * @throws {TickError} If it is none.
   */
  read(record: GivenRecord): Tick {
    if (record instanceof FetchedRecord) {
      const { bytes, valueAt, valueEnd } = record;
      const tick = this.#text.read(bytes, valueAt, valueEnd);
      if (tick) return tick;
    }
    return this.#formats.read(record.value);
  }
}
