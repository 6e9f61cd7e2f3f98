import { ProgramError } from "@kafka-sim/common/errors";
import { parseEvent } from "./event_tail.ts";
import type { Child } from "./guard/child.ts";

const TAIL_LINES = 15;

/** The error of a program that ended by itself: what it said of the failure, else its last lines. */
export async function describeEnd(child: Child): Promise<ProgramError> {
  const { code, signal } = await child.ended;
  const lines = await child.tail(TAIL_LINES);
  const events = lines.flatMap((line) => parseEvent(line) ?? []);
  const problems = events.filter(({ event }) => event === "setting_refused");
  const failure = events.findLast(({ event }) => event === "failed");
  const unknown = events.findLast(({ event }) => event === "shutdown_complete")?.unknown;
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  const what = failure?.message ??
    (Array.isArray(unknown) && unknown.length > 0 ? describeUnknown(unknown) : undefined) ??
    (problems.map(({ problem }) => problem).join("\n") || undefined) ??
    lines.join("\n");
  return new ProgramError("program_ended", `The ${child.name} ${how}: ${what}`, {
    remedy: typeof failure?.remedy === "string" ? failure.remedy : "See --help for its options",
    exitCode: code === 2 ? 2 : 1,
  });
}

/** Ranges of records that were sent and neither acknowledged nor refused. */
function describeUnknown(ranges: readonly { partition: number; first: number; last: number }[]) {
  const parts = ranges.map(({ partition, first, last }) =>
    `partition ${partition} ${first === last ? first : `${first} to ${last}`}`
  );
  return `nobody knows whether Kafka has the records with these sequences: ${parts.join(", ")}`;
}
