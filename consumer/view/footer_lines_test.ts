import { deepEqual, equal, ok } from "node:assert/strict";
import { footerLines, paintFooter } from "./footer_lines.ts";
import { createPaint } from "./style.ts";
import { widthOf } from "./text_width.ts";

const LINES = [
  "Kafka 127.0.0.1:20001, 127.0.0.1:20002, 127.0.0.1:20003",
  "Metrics http://127.0.0.1:40123/metrics",
  "Logs /home/josé/株式/runs/1",
  "node 1 up, leads 2   node 2 DEAD 12 s, leads 0   node 3 up, leads 4, controller",
  "Unacknowledged per partition  0: ok  1: 4.2 s   longest 11.8 s (1)",
  "Keys: k kill -9 the leader of most partitions · p pause a node · q quit",
];

Deno.test("footerLines() shows lines as they are where they fit", () => {
  deepEqual(footerLines(LINES, { rows: 6, columns: 100 }), LINES);
  deepEqual(footerLines([], { rows: 6, columns: 100 }), []);
  deepEqual(footerLines(LINES, { rows: 0, columns: 100 }), []);
});

Deno.test("footerLines() continues lines that are too long, as far as there are rows", () => {
  const lines = footerLines(LINES, { rows: 20, columns: 40 });
  ok(lines.includes("  node 2 DEAD 12 s, leads 0"));
  ok(lines.includes("Kafka 127.0.0.1:20001, 127.0.0.1:20002"));
});

Deno.test("footerLines() lets the first lines make room for what is happening", () => {
  deepEqual(
    footerLines(LINES, { rows: 8, columns: 40 }),
    [
      "Logs /home/josé/株式/runs/1",
      "node 1 up, leads 2",
      "  node 2 DEAD 12 s, leads 0",
      "  node 3 up, leads 4, controller",
      "Unacknowledged per partition  0: ok",
      "  1: 4.2 s   longest 11.8 s (1)",
      "Keys: k kill -9 the leader of most",
      "  partitions · p pause a node · q quit",
    ].slice(0, 9),
  );
});

Deno.test("footerLines() still cuts a first line into a row that is left", () => {
  const lines = footerLines(["Kafka 127.0.0.1:20001", "Keys: q"], { rows: 2, columns: 10 });
  deepEqual(lines, ["Kafka 127…", "Keys: q"]);
});

Deno.test("footerLines() cuts lines where rows are few, and drops the first", () => {
  deepEqual(footerLines(LINES, { rows: 3, columns: 40 }), [
    "node 1 up, leads 2   node 2 DEAD 12 s, …",
    "Unacknowledged per partition  0: ok  1:…",
    "Keys: k kill -9 the leader of most part…",
  ]);
});

Deno.test("footerLines() takes no more than a screen from a wrong file", () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `${index}`);
  equal(footerLines(lines, { rows: 500, columns: 80 }).length, 40);
});

Deno.test("footerLines() fits any room", () => {
  for (let columns = 2; columns < 100; columns++) {
    for (let rows = 0; rows < 30; rows++) {
      const lines = footerLines(LINES, { rows, columns });
      ok(lines.length <= rows, `${columns}×${rows}: ${lines.length} lines`);
      ok(lines.every((line) => widthOf(line) <= columns), `${columns}×${rows}: too wide`);
    }
  }
});

Deno.test("paintFooter() makes a state in capitals stand out, and no part of a path", () => {
  const paint = createPaint(false);
  equal(
    paintFooter("node 2 DEAD 12 s", paint),
    "\x1b[2mnode 2 \x1b[0m\x1b[1;33mDEAD\x1b[0m\x1b[2m 12 s\x1b[0m",
  );
  equal(paintFooter("Logs /home/USER/x", paint), "\x1b[2mLogs /home/USER/x\x1b[0m");
  equal(paintFooter("node 2 DEAD", createPaint(true)), "node 2 DEAD");
});
