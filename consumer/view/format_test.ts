import { equal } from "node:assert/strict";
import * as format from "./format.ts";

Deno.test("numbers are grouped in thousands", () => {
  equal(format.formatCount(1_234_567), "1,234,567");
  equal(format.formatPrice(2800.1), "2,800.10");
  equal(format.formatVolume(999_999_999), "999,999,999");
  equal(format.formatVolume(12_345_678_901), "12,345.7 M");
});

Deno.test("a rate has a decimal while it is small", () => {
  equal(format.formatRate(0.666), "0.7");
  equal(format.formatRate(99.94), "99.9");
  equal(format.formatRate(99.96), "100");
  equal(format.formatRate(10_000), "10,000");
});

Deno.test("a change says its direction without colour", () => {
  equal(format.formatChange(0.0123), "▲ 1.23%");
  equal(format.formatChange(-0.5), "▼ 50.00%");
  equal(format.formatChange(0.00004), "0.00%");
  equal(format.formatChange(-0), "0.00%");
});

Deno.test("a duration has the unit that suits", () => {
  const durations: [number, string][] = [
    [-5, "0 ms"],
    [4.2, "4 ms"],
    [999.4, "999 ms"],
    [999.6, "1.0 s"],
    [9_949, "9.9 s"],
    [9_951, "9 s"],
    [42_000, "42 s"],
    [720_000, "12 min"],
    [5 * 3_600_000, "5 h"],
    [72 * 3_600_000, "3 d"],
    [20_000 * 86_400_000, "20,000 d"],
  ];
  for (const [milliseconds, text] of durations) equal(format.formatDuration(milliseconds), text);
});

Deno.test("an age stands still for a second", () => {
  equal(format.formatAge(-20), "0 s");
  equal(format.formatAge(999), "0 s");
  equal(format.formatAge(1_000), "1 s");
});

Deno.test("neighbouring numbers are drawn together", () => {
  equal(format.formatRanges([]), "");
  equal(format.formatRanges([5, 1, 0, 2, 10, 11]), "0–2, 5, 10–11");
});

Deno.test("a noun follows its count", () => {
  equal(format.formatNoun(1, "symbol"), "1 symbol");
  equal(format.formatNoun(1_000, "symbol"), "1,000 symbols");
});
