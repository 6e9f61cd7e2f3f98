import type { TimedEntry } from "./journal.ts";

/**
 * The ends of programs that nobody asked for, a clause each.
 *
 * @param kills Names of those that the fault killed, each once for each time that it is named.
 */
export function doubtEnds(entries: readonly TimedEntry[], kills: readonly string[]): string[] {
  const open = [...kills];
  const doubts = entries.flatMap((entry) => {
    if (entry.kind !== "ended" || entry.asked) return [];
    const { name, signal, code } = entry;
    const at = signal === "SIGKILL" ? open.indexOf(name) : -1;
    if (at < 0) return [`${name} ended without being asked: ${signal ?? `exit code ${code}`}`];
    open.splice(at, 1);
    return [];
  });
  return [...new Set(doubts)];
}
