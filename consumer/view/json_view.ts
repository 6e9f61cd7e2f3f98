import type { SeenLetter, SeenTick, View } from "../view.ts";
import type { LineStream } from "./line_stream.ts";

/**
 * One JSON object per line and record.
 *
 * A tick: `type` "tick", `symbol`, `price`, `timestamp` and `volume` as in the record's value,
 * `partition`, `offset`, `due` and `handled` (ms since 1970), `redelivered`.
 *
 * A dead letter: `type` "letter", `reason`, `message`, `origin` (`topic`, `partition`, `offset`, or
 * null), `key`, `value` (text), `partition`, `offset`, `due`.
 *
 * All offsets are whole numbers of up to 64 bits.
 */
export class JsonView implements View {
  readonly #stream: LineStream;

  constructor(stream: LineStream) {
    this.#stream = stream;
  }

  tick({ tick, partition, offset, due, handled, redelivered }: SeenTick): void {
    this.#stream.write(
      `{"type":"tick","symbol":"${tick.symbol}","price":${tick.price},` +
        `"timestamp":"${tick.timestamp}","volume":${tick.volume},"partition":${partition},` +
        `"offset":${offset},"due":${due},"handled":${handled},"redelivered":${redelivered}}`,
    );
  }

  letter({ reason, message, origin, key, value, partition, offset, due }: SeenLetter): void {
    // What is not a number here becomes null.
    const rest = JSON.stringify({ reason, message, key, value, partition, due });
    this.#stream.write(
      `{"type":"letter","offset":${offset},"origin":${originJson(origin)},${rest.slice(1)}`,
    );
  }

  close(): void {
    this.#stream.close();
  }
}

function originJson(origin: SeenLetter["origin"]): string {
  if (!origin) return "null";
  const { topic, partition, offset } = origin;
  // The headers are anyone's text.
  const number = /^\d+$/.test(offset) ? BigInt(offset) : null;
  return `{"offset":${number},${JSON.stringify({ topic, partition }).slice(1)}`;
}
