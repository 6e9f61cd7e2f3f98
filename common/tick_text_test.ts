import { deepEqual, equal } from "node:assert/strict";
import { decodeTick, encodeTick, type Tick, TickError } from "./tick.ts";
import { TickTextReader } from "./tick_text.ts";

const TICK = {
  symbol: "AAPL",
  price: 150.25,
  timestamp: "2024-01-15T10:30:00.123Z",
  volume: 1000,
};
/** Letters and digits of ticks, and what breaks them. */
const BYTES = [...'{}":,.-+eE0129AZaz \n\\/_[]', "\x00", "\x7f", "\xc3", "\xa9", "\xff"];

/** Whole numbers from 0 to below `end`, the same in each run. */
function dice(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 | 0;
    return Math.floor((state >>> 0) / 2 ** 32 * end);
  };
}

function randomTick(roll: (end: number) => number): Tick {
  const letters = "ABCZ09.-";
  const rest = Array.from({ length: roll(12) }, () => letters[roll(8)]).join("");
  return {
    symbol: letters[roll(6)] + rest,
    price: (1 + roll(10 ** (1 + roll(11)))) / 100,
    timestamp: new Date(roll(3) === 0 ? roll(4e12) : 1_700_000_000_000 + roll(5_000)).toISOString(),
    volume: 1 + roll(10 ** (1 + roll(15))),
  };
}

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** What the slow way makes of a text: with a space ahead, the fast one does not take it. */
function slow(text: string): Tick | string {
  try {
    return decodeTick(bytesOf(` ${text}`));
  } catch (error) {
    if (error instanceof TickError) return error.reason;
    throw error;
  }
}

Deno.test("TickTextReader reads what encodeTick() writes, wherever it stands", () => {
  const reader = new TickTextReader();
  const roll = dice(1);
  for (let round = 0; round < 20_000; round++) {
    const tick = randomTick(roll);
    const text = encodeTick(tick);
    const before = "{".repeat(roll(4));
    const bytes = bytesOf(`${before}${text}}9`);
    const read = reader.read(bytes, before.length, before.length + text.length);
    deepEqual(read, tick);
    deepEqual(read, slow(text));
  }
});

Deno.test("TickTextReader reads no damaged text otherwise than JSON.parse() and its checks", () => {
  const reader = new TickTextReader();
  const roll = dice(2);
  const counts = { same: 0, left: 0 };
  for (let round = 0; round < 60_000; round++) {
    let text = encodeTick(randomTick(roll));
    for (let damage = roll(3); damage >= 0; damage--) {
      const at = roll(text.length);
      const put = roll(4) === 0 ? "" : BYTES[roll(BYTES.length)]!;
      text = text.slice(0, at) + put + text.slice(at + roll(2));
    }
    const read = reader.read(bytesOf(text), 0, text.length);
    if (read) deepEqual(read, slow(text), text);
    counts[read ? "same" : "left"]++;
  }
  equal(counts.same > 1_000 && counts.left > 10_000, true, JSON.stringify(counts));
});

Deno.test("TickTextReader leaves to others what is written in any other way", () => {
  const reader = new TickTextReader();
  const text = encodeTick(TICK);
  const others = [
    ...["", "{", text.slice(0, -1), `${text} `, ` ${text}`, text.replace(":", ": ")],
    ...[["150.25", "150.2"], ["150.25", "150"], ["150.25", "1.5025e2"], ["150.25", "0150.25"]],
    ...[["150.25", "0.00"], ["150.25", "-1.00"], ["150.25", "1000000000.00"], ["1000", "0"]],
    ...[["1000", "01"], ["1000", "1.0"], ["1000", "1234567890123456"], ["AAPL", ""]],
    ...[["AAPL", "-A"], ["AAPL", "aapl"], ["AAPL", "ABCDEFGHIJKLM"], ["AAPL", "A\\u0041"]],
    ...[[".123Z", "Z"], ["Z", "z"], ["01-15", "13-15"], ["01-15", "01-32"], ["10:30", "25:30"]],
  ].map((other) => typeof other === "string" ? other : text.replace(other[0]!, other[1]!));
  for (const other of others) {
    equal(reader.read(bytesOf(other), 0, other.length), undefined, other);
  }
  equal(reader.read(bytesOf(text), 0, text.length + 1), undefined);
  deepEqual(reader.read(bytesOf(text), 0, text.length), TICK);
});
