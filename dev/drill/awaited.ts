/** What a round says of itself: what it does, and what is to come then. */
import type { Attack } from "./fault.ts";
import type { News } from "./news.ts";

/** What is to come. */
export type Awaited = Pick<News, "next" | "within">;

/** Where every partition goes on. */
export const GOES_ON = "an acknowledgement and a reading in each partition";

/** The victim; what is planted stands beside it. */
export function whatIsDone({ victim }: Attack, planted: string | undefined): string {
  return planted === undefined ? victim : `${victim}; planted: ${planted}`;
}

/** What the cluster is held against; there is no limit where something is planted. */
export function expectationOf(attack: Attack, planted: string | undefined): Awaited {
  const { expectation, limits, allowed = limits, limited = "writing" } = attack;
  return { next: expectation, ...planted === undefined && { within: allowed[limited] } };
}

/** What is waited for when all has been proven. */
export function afterProofs(attack: Attack): string {
  return attack.overcome === "by itself" ? GOES_ON : healing(attack);
}

/** What is waited for when every partition goes on. */
export function afterProgress(attack: Attack): string {
  return attack.overcome === "by itself" ? healing(attack) : "every copy in sync again";
}

function healing({ lasts }: Attack): string {
  return lasts > 0 ? `healing, ${lasts} s after the fault` : "healing";
}
