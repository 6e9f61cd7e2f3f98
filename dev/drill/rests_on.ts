import type { Plant } from "./plant.ts";
import type { DrillResult } from "./result.ts";

/**
 * Whether a verdict rests on what was planted and on nothing else, blames nobody else for it, and
 * finds as much as was planted where that is known.
 */
export function restsOn(
  { verdict, failing, senders, counts, expected }: Pick<
    DrillResult,
    "counts" | "expected" | "failing" | "senders" | "verdict"
  >,
  { finds, brings = [], sender }: Pick<Plant, "brings" | "finds" | "sender">,
): boolean {
  const isBlamed = (kind: string) =>
    sender === undefined || (senders[kind] ?? []).every((name) => name.startsWith(sender));
  return verdict === "failed" && failing.includes(finds) &&
    failing.every((kind) => [finds, ...brings].includes(kind) && isBlamed(kind)) &&
    (expected === undefined || counts[finds] === expected);
}
