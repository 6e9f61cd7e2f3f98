import { deepEqual, equal, match } from "node:assert/strict";
import { openLog } from "./log.ts";

function record(level: "DEBUG" | "WARN"): { lines: string[]; log: ReturnType<typeof openLog> } {
  const lines: string[] = [];
  return {
    lines,
    log: openLog({
      program: "producer",
      level,
      write: (line) => lines.push(line),
      isTerminal: false,
    }),
  };
}

Deno.test("openLog() writes one JSON object a line with the event's fields", () => {
  const { lines, log } = record("DEBUG");
  log.info("startup_complete", { partitions: 6, offset: 12n });
  equal(lines.length, 1);
  match(lines[0]!, /^\{"time":"\d{4}-.+Z","level":"INFO","program":"producer".*\}\n$/);
  const { event, partitions, offset } = JSON.parse(lines[0]!);
  deepEqual({ event, partitions, offset }, {
    event: "startup_complete",
    partitions: 6,
    offset: "12",
  });
});

Deno.test("openLog() leaves out what lies below its level", () => {
  const { lines, log } = record("WARN");
  log.debug("statistics");
  log.info("statistics");
  log.warn("backpressure_started");
  log.error("failed");
  deepEqual(lines.map((line) => JSON.parse(line).level), ["WARN", "ERROR"]);
});

Deno.test("openLog() writes an error among the fields with its name and message", () => {
  const { lines, log } = record("DEBUG");
  log.error("failed", { error: new RangeError("Too far") });
  deepEqual(JSON.parse(lines[0]!).error, { name: "RangeError", message: "Too far" });
});

Deno.test("openLog() writes for people where a terminal is", () => {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = openLog({ program: "producer", level: "INFO", write, isTerminal: true });
  log.warn("topic_missing", { problem: "Cannot find it", remedy: undefined, offset: 12n });
  const words = lines[0]!.split("  ");
  match(words[0]!, /^\d\d:\d\d:\d\d WARN$/);
  deepEqual(words.slice(1), ["topic_missing", "problem: Cannot find it", 'offset: "12"\n']);
});
