import { deepEqual } from "node:assert/strict";
import { summaryLines } from "./summary.ts";

Deno.test("summaryLines() gives each program's figures", () => {
  const event = {
    time: "2026-01-15T10:30:00.123Z",
    level: "INFO",
    program: "producer",
    event: "shutdown_complete",
    acknowledged: 12345,
    ["ticks_per_second"]: 3.333,
    unknown: [],
  };
  deepEqual(
    summaryLines(
      [{ name: "producer-1", event }, { name: "consumer-1", event: undefined }],
      Infinity,
    ),
    [
      "producer-1: acknowledged 12,345, ticks per second 3.3",
    ],
  );
});

Deno.test("summaryLines() continues in the next line between two figures", () => {
  const event = {
    level: "INFO",
    event: "shutdown_complete",
    acknowledged: 12345,
    ["ticks_per_second"]: 3.333,
    ["latency_p99_ms"]: 12,
    unknown: 0,
  };
  const lines = (columns: number) => summaryLines([{ name: "producer-1", event }], columns);
  deepEqual(lines(60), [
    "producer-1: acknowledged 12,345, ticks per second 3.3,",
    "  latency p99 ms 12, unknown 0",
  ]);
  deepEqual(lines(54).length, 2);
  deepEqual(lines(53)[0], "producer-1: acknowledged 12,345,");
  deepEqual(lines(5).join("").replaceAll(" ", ""), lines(500).join("").replaceAll(" ", ""));
});

Deno.test("summaryLines() shows a figure that nobody knows as such", () => {
  const event = { level: "INFO", event: "shutdown_complete", records: 3, lag: null };
  deepEqual(summaryLines([{ name: "consumer-1", event }], 80), ["consumer-1: records 3, lag –"]);
});
