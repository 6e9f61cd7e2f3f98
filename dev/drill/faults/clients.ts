/** What the faults of clients have in common. */
import type { ProcessStatus } from "../auditor/control.ts";
import type { Stage } from "../stage.ts";
import { isAlive, sendSignal } from "./nodes.ts";

/** Seconds. */
const PATIENCE = 15;
const START = 45;

/** The first of these that is at work. */
export async function atWork(
  stage: Stage,
  kind: "readers" | "senders",
): Promise<ProcessStatus> {
  const { found } = await stage.until(
    `one of the ${kind} at work`,
    PATIENCE,
    async () => (await stage.fresh())[kind].find(({ state }) => state === "running"),
  );
  return found;
}

/** SIGKILL of a process that the auditor has started. */
export async function kill({ pid }: ProcessStatus): Promise<void> {
  await sendSignal(pid, "KILL");
}

/** The proof that its process is gone. */
export async function gone(stage: Stage, { name, pid }: ProcessStatus): Promise<string> {
  const what = `the end of process ${pid}`;
  const { seconds } = await stage.until(what, PATIENCE, async () => !await isAlive(pid));
  return `process ${pid} of ${name} was gone ${seconds.toFixed(1)} s after the signal`;
}

/** The proof that a new process has taken its place. */
export async function replaced(
  stage: Stage,
  kind: "readers" | "senders",
  { name, starts }: ProcessStatus,
): Promise<string> {
  const what = `a new process in the place of ${name}`;
  const { found, seconds } = await stage.until(
    what,
    START,
    async () =>
      (await stage.fresh())[kind].find((one) =>
        one.name === name && one.starts > starts && one.state === "running"
      ),
  );
  return `process ${found.pid} was at work in its place ${seconds.toFixed(1)} s later`;
}
