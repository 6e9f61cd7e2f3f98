import type { Limits } from "./auditor/control.ts";

/** Seconds that a dead controller takes more: it has to be replaced before it can replace others. */
const CONTROLLER = 4;
/** Seconds that reading may take longer than writing. */
const READING_LAG = 10;
/** Seconds for noticing, electing and finding a new leader. */
export const FIND = 4;
/** Seconds that a request waits longer for its answer than the broker's session. */
export const REQUEST_MARGIN = 3;
/** Seconds without an acknowledgement that nobody notices. */
export const UNDISTURBED = 1;

/**
 * The limits of a fault from that of writing, in seconds.
 *
 * @param isController Whether the victim is the active controller.
 */
export function limitsOf(writing: number, isController = false): Limits {
  const whole = writing + (isController ? CONTROLLER : 0);
  return { writing: whole, reading: whole + READING_LAG };
}

/** The wider of each, as for a fault that is done to several victims. */
export function widest(a: Limits | undefined, b: Limits): Limits {
  return {
    writing: Math.max(a?.writing ?? 0, b.writing),
    reading: Math.max(a?.reading ?? 0, b.reading),
  };
}
