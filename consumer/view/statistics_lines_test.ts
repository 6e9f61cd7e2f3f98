import { deepEqual, match, ok } from "node:assert/strict";
import { statisticsLines } from "./statistics_lines.ts";
import { createPaint } from "./style.ts";
import { statisticsView } from "./testing/samples.ts";

const plain = createPaint(true);

Deno.test("statisticsLines() is one line where it fits", () => {
  deepEqual(statisticsLines(statisticsView(), 160, plain), [
    "12,345 records · 3.3/s · lag 0 · latency p50 4 ms, p99 17 ms · " +
    "redelivered 0 · rejected 0 · gaps 0 · duplicates 0 · reordered 0",
  ]);
});

Deno.test("statisticsLines() leaves no figure out where it is narrow", () => {
  deepEqual(statisticsLines(statisticsView(), 80, plain), [
    "12,345 records · 3.3/s · lag 0 · latency p50 4 ms, p99 17 ms",
    "redelivered 0 · rejected 0 · gaps 0 · duplicates 0 · reordered 0",
  ]);
  deepEqual(statisticsLines(statisticsView(), 40, plain), [
    "12,345 records · 3.3/s · lag 0",
    "latency p50 4 ms, p99 17 ms",
    "redelivered 0 · rejected 0 · gaps 0",
    "duplicates 0 · reordered 0",
  ]);
});

Deno.test("statisticsLines() says what is not known yet", () => {
  const view = statisticsView({ records: 1, lag: undefined, latency: undefined });
  match(statisticsLines(view, 160, plain)[0]!, /^1 record · 3\.3\/s · lag – · latency – · /);
});

Deno.test("statisticsLines() lights what should be 0 and is not", () => {
  const lines = statisticsLines(statisticsView({ gaps: 2 }), 200, createPaint(false));
  ok(lines[0]!.includes("\x1b[1;33mgaps 2\x1b[0m"));
  ok(lines[0]!.includes("\x1b[2mduplicates 0\x1b[0m"));
});
