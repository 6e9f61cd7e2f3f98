import avro, { type Schema, type Type } from "avsc";

/** From the year 0 to the end of 9999: what the text of a tick's timestamp can say. */
const EARLIEST = Date.parse("0000-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** Avro's `timestamp-millis` as the ISO 8601 text that a tick has. */
export class InstantType extends avro.types.LogicalType {
  /** Many ticks are due in one millisecond, and a date costs more than all else in a tick. */
  #known = { milliseconds: NaN, text: "" };

  constructor(schema: Schema, options?: unknown) {
    super(schema, options);
    if ((schema as { type?: unknown }).type !== "long") {
      throw new Error("A timestamp-millis must be a long");
    }
  }

  protected override _toValue(text: unknown): number | undefined {
    if (typeof text !== "string") return undefined;
    if (text === this.#known.text) return this.#known.milliseconds;
    const milliseconds = Date.parse(text);
    if (Number.isNaN(milliseconds)) return undefined;
    this.#known = { milliseconds, text };
    return milliseconds;
  }

  /** An instant that no text stands for is an empty one. */
  protected override _fromValue(milliseconds: number): string {
    if (milliseconds === this.#known.milliseconds) return this.#known.text;
    if (!(milliseconds >= EARLIEST && milliseconds <= LATEST)) return "";
    const text = new Date(milliseconds).toISOString();
    this.#known = { milliseconds, text };
    return text;
  }

  protected override _resolve(writer: Type): ((value: string) => string) | undefined {
    return writer instanceof InstantType ? (value) => value : undefined;
  }
}
