import type { Backlog } from "./backlog.ts";
import type { DueTick } from "./feed.ts";
import type { Time } from "./time.ts";

/** Where ticks come from: see `Feed`. */
export interface TickSource {
  /** All ticks due up to `now`, in order, at most `limit`; the others stay due. */
  take(now: number, limit: number): DueTick[];
  /** When the next one is due, in milliseconds since 1970. */
  nextDue(): number;
}

/** Options of {@linkcode pump}. */
export interface PumpOptions {
  readonly backlog: Backlog;
  readonly time: Time;
  /** Milliseconds between two looks at what is due; ticks due in between go together. */
  readonly linger: number;
  /** Stops the pump. */
  readonly signal: AbortSignal;
  /** Gets what is due. */
  readonly offer: (ticks: readonly DueTick[]) => void;
  /** Called when ticks due since then have to wait for room. */
  readonly onHeld: (since: number) => void;
  /** Called when the last of them has been taken. */
  readonly onCaughtUp: () => void;
}

/**
 * Ticks taken in one go: some milliseconds of work, then other things get their turn. What is taken
 * together travels together: smaller chunks make smaller batches when much is due, and those cost
 * the brokers several times as much.
 */
const CHUNK = 5_000;
/** A timer for more than 24 days ends at once: a tick that is further away is waited for in parts. */
const LONGEST_WAIT_MS = 3_600_000;

/** Moves ticks from the source to `offer` as they come due and as far as there is room for them. */
export async function pump(source: TickSource, options: PumpOptions): Promise<void> {
  const { backlog, time, linger, signal, offer, onHeld, onCaughtUp } = options;
  let held = false;
  while (!signal.aborted) {
    const now = time.now();
    const ticks = source.take(now, Math.min(backlog.room, CHUNK));
    backlog.add(ticks.length);
    offer(ticks);
    const next = source.nextDue();
    if (next > now) {
      if (held) onCaughtUp();
      held = false;
      await time.wait(Math.min(Math.max(next - now, linger), LONGEST_WAIT_MS), signal);
    } else if (backlog.room > 0) {
      await time.wait(0, signal);
    } else {
      if (!held) onHeld(next);
      held = true;
      await backlog.waitForRoom(signal);
    }
  }
  if (held) onCaughtUp();
}
