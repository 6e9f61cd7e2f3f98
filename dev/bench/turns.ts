/**
 * Who is next to whom in each round: every other round goes backwards, so that nobody profits from
 * its place while the machine or the brokers get slower or faster.
 */
export function turns<T>(contestants: readonly T[], rounds: number): T[][] {
  return Array.from(
    { length: rounds },
    (_, round) => round % 2 === 0 ? [...contestants] : [...contestants].reverse(),
  );
}
