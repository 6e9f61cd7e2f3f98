import { deepEqual, equal, ok } from "node:assert/strict";
import { cut, harmless, quoted, widthOf, wrap } from "./text_width.ts";

Deno.test("widthOf() counts cells, not characters", () => {
  const widths: [string, number][] = [
    ["abc", 3],
    ["▲▼↑↓→…·–", 8],
    ["▁▂▃▄▅▆▇█", 8],
    ["日本語", 6],
    ["e\u0301", 1],
    ["👨‍👩‍👧‍👦", 2],
    ["a\u200bb", 2],
    ["\x1b[1;33mred\x1b[0m", 3],
  ];
  for (const [text, width] of widths) equal(widthOf(text), width, JSON.stringify(text));
});

Deno.test("cut() ends with an ellipsis and never takes more cells than allowed", () => {
  equal(cut("abcdef", 6), "abcdef");
  equal(cut("abcdef", 5), "abcd…");
  equal(cut("日本語", 5), "日本…");
  equal(cut("日本語", 4), "日…", "a wide character is not cut in half");
  equal(cut("abc", 1), "…");
  equal(cut("abc", 0), "");
});

Deno.test("cut() fits whatever is mixed", () => {
  const pieces = ["a", " ", "…", "▲", "日", "é", "e\u0301", "👨‍👩‍👧‍👦", "\x1b[31m", "\x1b[0m", "·", "한"];
  let chance = 1;
  const next = (below: number) => (chance = chance * 48_271 % 0x7fffffff) % below;
  for (let round = 0; round < 5_000; round++) {
    const text = Array.from({ length: next(9) }, () => pieces[next(pieces.length)]).join("");
    const width = 1 + next(9);
    const fitted = cut(text, width);
    const where = `${JSON.stringify(text)} in ${width}: ${JSON.stringify(fitted)}`;
    ok(widthOf(fitted) <= width, where);
    if (widthOf(text) <= width) equal(fitted, text, where);
    else ok(widthOf(fitted) >= width - 1 && fitted.includes("…"), where);
  }
});

Deno.test("cut() ends the style of what it cuts", () => {
  equal(cut("\x1b[31mabcdef\x1b[0m", 4), "\x1b[31mabc…\x1b[0m");
});

Deno.test("wrap() breaks where a line's parts end, best first, and indents the rest", () => {
  deepEqual(wrap("fits", 4), ["fits"]);
  deepEqual(wrap("node 1 up, leads 2   node 2 up", 24), ["node 1 up, leads 2", "  node 2 up"]);
  deepEqual(wrap("k kill the leader · p pause", 22), ["k kill the leader", "  p pause"]);
  deepEqual(wrap("http://a:1, http://b:2", 20), ["http://a:1", "  http://b:2"]);
  deepEqual(wrap("one two three", 8), ["one two", "  three"]);
  deepEqual(wrap("0123456789", 6), ["012345", "  6789"]);
});

Deno.test("wrap() never makes a piece that is too wide, and always comes to an end", () => {
  const line = "node 1 up, leads 2   日本語日本語 · 👨‍👩‍👧‍👦 /a/very/long/path/without/any/break, x";
  for (let width = 2; width < 90; width++) {
    const pieces = wrap(line, width);
    ok(pieces.every((piece) => widthOf(piece) <= width), `${width}: ${JSON.stringify(pieces)}`);
  }
  ok(wrap("日本", 1).length <= 5);
});

Deno.test("harmless() takes out what would move the cursor or turn the line around", () => {
  equal(harmless("a\x1b[2Jb\x1b]0;title\x07c\td\r\x9be\u202ef"), "abc def");
});

Deno.test("quoted() shows what does not print", () => {
  equal(quoted('a"b\x1b\x9b\u202e\n日'), '"a\\"b\\u001b\\u009b\\u202e\\n日"');
});
