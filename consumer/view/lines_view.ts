import type { SeenLetter, SeenTick, View } from "../view.ts";
import { letterText } from "./letter_text.ts";
import type { LineStream } from "./line_stream.ts";

/**
 * One readable line per record: time, symbol, price, volume, partition/offset, at least two spaces
 * between. The time is the one at which the tick was due, in UTC.
 */
export class LinesView implements View {
  readonly #stream: LineStream;

  constructor(stream: LineStream) {
    this.#stream = stream;
  }

  tick({ tick, partition, offset, redelivered }: SeenTick): void {
    this.#stream.write(
      `${tick.timestamp}  ${tick.symbol.padEnd(8)}  ${tick.price.toFixed(2).padStart(9)}  ` +
        `${String(tick.volume).padStart(7)}  ${partition}/${offset}` +
        (redelivered ? "  redelivered" : ""),
    );
  }

  letter(letter: SeenLetter): void {
    const { due, partition, offset } = letter;
    this.#stream.write(`${isoTime(due)}  ${letterText(letter)}  ${partition}/${offset}`);
  }

  close(): void {
    this.#stream.close();
  }
}

/** A dead letter's time may be anything. */
function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? "no time" : date.toISOString();
}
