/** Ctrl-C reaches a whole process group, and launchers pass signals on: one wish may come twice. */
const SAME_WISH_MS = 300;
const PARENT_CHECK_MS = 500;

/**
 * The first signal aborts `stop`: what is broken is healed and all ends in order. A second one ends
 * this process at once, and the guard clears up.
 */
export function listen(stop: AbortController): void {
  let asked = 0;
  const onSignal = (name: string) => {
    if (!stop.signal.aborted) {
      asked = performance.now();
      stop.abort(new Stopped(name));
    } else if (performance.now() - asked > SAME_WISH_MS) Deno.exit(1);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(name, () => onSignal(name));
  }
  // A launcher that was killed cannot pass a signal on.
  const launcher = Deno.env.get("KAFKA_SIM_LAUNCHER");
  if (launcher !== String(Deno.ppid)) return;
  setInterval(() => {
    if (String(Deno.ppid) !== launcher && !stop.signal.aborted) onSignal("launcher gone");
  }, PARENT_CHECK_MS);
}

/** The series was asked to end. */
export class Stopped extends Error {
  constructor(name: string) {
    super(`Stopped by ${name}: what was broken has been healed`);
    this.name = "Stopped";
  }
}
