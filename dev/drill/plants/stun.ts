import { wait } from "@kafka-sim/common/wait";
import type { Attack } from "../fault.ts";
import { killing } from "../faults/kill_leader.ts";
import { leaders } from "../faults/nodes.ts";
import { pause, resume } from "../faults/process_marks.ts";
import type { Stage } from "../stage.ts";

/** Seconds. */
const DEAD = 20;

/**
 * SIGKILL of a leader that was stopped for some seconds before: what was sent to it meanwhile is
 * certain to be in its sockets' buffers and nowhere else.
 */
export async function stunAndKill(stage: Stage, seconds: number): Promise<Attack> {
  const victim = (await leaders(stage))[0]!;
  const attack = killing(stage, victim, DEAD);
  return {
    ...attack,
    inject: async () => {
      await pause(stage, victim.node, "what is sent to it stays in its sockets");
      await wait(seconds * 1000, stage.signal);
      await attack.inject();
    },
    heal: async () => {
      await resume(stage, victim.node);
      await attack.heal();
    },
  };
}
