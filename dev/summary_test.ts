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
    summaryLines([{ name: "producer-1", event }, { name: "consumer-1", event: undefined }]),
    [
      "producer-1: acknowledged 12,345, ticks per second 3.3",
    ],
  );
});
