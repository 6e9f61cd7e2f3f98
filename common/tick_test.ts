import { deepEqual, equal, throws } from "node:assert/strict";
import { decodeTick, encodeTick, type TickError } from "./tick.ts";

const TICK = {
  symbol: "AAPL",
  price: 150.25,
  timestamp: "2024-01-15T10:30:00.123Z",
  volume: 1000,
};

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("encodeTick() writes the contract's JSON", () => {
  equal(
    encodeTick(TICK),
    '{"symbol":"AAPL","price":150.25,"timestamp":"2024-01-15T10:30:00.123Z","volume":1000}',
  );
  equal(encodeTick({ ...TICK, price: 150 }).includes('"price":150.00,'), true);
});

Deno.test("decodeTick() reads what encodeTick() writes", () => {
  deepEqual(decodeTick(bytes(encodeTick(TICK))), TICK);
});

Deno.test("decodeTick() says why a value is no tick", () => {
  const change = (fields: object) => bytes(JSON.stringify({ ...TICK, ...fields }));
  const cases: [Uint8Array | null, string][] = [
    [null, "empty"],
    [new Uint8Array(), "empty"],
    [new Uint8Array([0, 0, 0, 0, 1, 8]), "unknown_format"],
    [new Uint8Array([0x7b, 0xff, 0xfe]), "not_utf8"],
    [bytes("{"), "not_json"],
    [bytes("hello"), "not_json"],
    [bytes("[]"), "wrong_shape"],
    [bytes("null"), "wrong_shape"],
    [bytes("1"), "wrong_shape"],
    [bytes('{"symbol":"AAPL"}'), "wrong_shape"],
    [change({ extra: 1 }), "wrong_shape"],
    [change({ price: "150.25" }), "wrong_shape"],
    [change({ symbol: "aapl" }), "impossible_value"],
    [change({ symbol: "" }), "impossible_value"],
    [change({ price: 0 }), "impossible_value"],
    [change({ price: -1 }), "impossible_value"],
    [change({ volume: 0 }), "impossible_value"],
    [change({ volume: 1.5 }), "impossible_value"],
    [change({ timestamp: "yesterday" }), "impossible_value"],
    [change({ timestamp: "2024-13-45T10:30:00.123Z" }), "impossible_value"],
  ];
  for (const [value, reason] of cases) {
    throws(() => decodeTick(value), (error: TickError) => {
      equal(error.reason, reason, `${value && new TextDecoder().decode(value)}: ${error.message}`);
      return true;
    });
  }
});
