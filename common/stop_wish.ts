/** Ctrl-C reaches a whole process group, and launchers pass signals on: one wish may come twice. */
const SAME_WISH_MS = 300;
const PARENT_CHECK_MS = 500;

/** Name of the variable in which whoever starts a program for a user says its own process id. */
export const LAUNCHER = "KAFKA_SIM_LAUNCHER";

/** What {@linkcode listenForStop} calls. */
export interface StopHandlers {
  /** The first wish to stop, and where it came from. */
  readonly first: (reason: string) => void;
  /** Another wish, after the first was heard: end at once. */
  readonly second: () => void;
}

/**
 * Listens for the wish to stop: SIGINT, SIGTERM, SIGHUP, or a launcher that is gone, as one that was
 * killed cannot pass a signal on. It may even be gone before this program has begun.
 *
 * @returns Ends the watch over the launcher.
 */
export function listenForStop({ first, second }: StopHandlers): () => void {
  let asked: number | undefined;
  const wish = (reason: string) => {
    if (asked === undefined) {
      asked = performance.now();
      first(reason);
    } else if (performance.now() - asked > SAME_WISH_MS) second();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(name, () => wish(name));
  }
  const launcher = Deno.env.get(LAUNCHER);
  if (!launcher) return () => {};
  const look = () => {
    if (asked === undefined && String(Deno.ppid) !== launcher) wish("launcher gone");
  };
  const timer = setInterval(look, PARENT_CHECK_MS);
  return () => clearInterval(timer);
}
