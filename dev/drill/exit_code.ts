import type { DrillResult } from "./result.ts";

/**
 * 0 if every drill passed, 3 if one failed, else 1. A plant is to end with 3; where the verdict does
 * not rest on what was planted, nothing is proven.
 */
export function exitCodeOf(results: readonly DrillResult[]): 0 | 1 | 3 {
  if (results.some(({ planted }) => planted && !planted.isFound)) return 1;
  if (results.some(({ verdict }) => verdict === "failed")) return 3;
  return results.length > 0 && results.every(({ verdict }) => verdict === "passed") ? 0 : 1;
}
