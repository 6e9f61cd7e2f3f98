import { deepEqual, equal, throws } from "node:assert/strict";
import { parseSchema, TICK_SCHEMA, tickType } from "./avro.ts";

const TICK = {
  symbol: "AAPL",
  price: 150.25,
  timestamp: "2024-01-15T10:30:00.123Z",
  volume: 1000,
};

function changed(change: (fields: Record<string, unknown>[]) => void): string {
  const schema = JSON.parse(TICK_SCHEMA);
  change(schema.fields);
  return JSON.stringify(schema);
}

Deno.test("A tick's Avro bytes are those that the specification demands", () => {
  // Text: length (zig-zag), UTF-8. Decimal: length, 15025 as big-endian two's complement. Longs: zig-zag.
  const expected = "08 41 41 50 4c 04 3a b1 f6 92 de ca a1 63 d0 0f";
  equal(tickType.toBuffer(TICK).toString("hex").replace(/..(?!$)/g, "$& "), expected);
  deepEqual({ ...tickType.fromBuffer(tickType.toBuffer(TICK)) }, TICK);
});

Deno.test("A price survives Avro to the cent, at every length of its bytes", () => {
  for (const price of [0.01, 1.27, 1.28, 189.43, 327.67, 327.68, 83_886.08, 999_999_999.99]) {
    equal(tickType.fromBuffer(tickType.toBuffer({ ...TICK, price })).price, price);
  }
});

Deno.test("A value that Avro's types cannot hold is not written", () => {
  const long = { price: 1_000_000_000 };
  for (
    const wrong of [{ price: NaN }, { price: "1" }, long, { timestamp: "soon" }, { volume: 1.5 }]
  ) {
    throws(() => tickType.toBuffer({ ...TICK, ...wrong }), JSON.stringify(wrong));
  }
});

Deno.test("Decimals of another precision or scale and other instants are not taken for the same", () => {
  const scale = parseSchema(changed((fields) => {
    fields[1]!.type = { type: "bytes", logicalType: "decimal", precision: 12, scale: 4 };
  }));
  throws(() => tickType.createResolver(scale), /cannot read/);
  const precision = parseSchema(changed((fields) => {
    fields[1]!.type = { type: "bytes", logicalType: "decimal", precision: 3, scale: 2 };
  }));
  throws(() => tickType.createResolver(precision), /cannot read/);
  const micros = parseSchema(changed((fields) => {
    fields[2]!.type = { type: "long", logicalType: "timestamp-micros" };
  }));
  throws(() => tickType.createResolver(micros), /cannot read/);
});

Deno.test("A reader of the old schema reads what has an optional field more", () => {
  const newer = parseSchema(changed((fields) => {
    fields.push({ name: "venue", type: ["null", "string"], default: null });
  }));
  const bytes = newer.toBuffer({ ...TICK, venue: "XNAS" });
  deepEqual({ ...tickType.fromBuffer(bytes, tickType.createResolver(newer)) }, TICK);
  const old = tickType.toBuffer(TICK);
  deepEqual({ ...newer.fromBuffer(old, newer.createResolver(tickType)) }, { ...TICK, venue: null });
});

Deno.test("What is no schema is not taken for one", () => {
  for (const text of ["", "nonsense", '"string"', "null", "7", '{"type":"record"}', "<html>"]) {
    throws(() => parseSchema(text), `"${text}" was taken`);
  }
});
