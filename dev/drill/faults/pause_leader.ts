import type { Fault } from "../fault.ts";
import { FIND, limitsOf, REQUEST_MARGIN } from "../limits.ts";
import { describeVictim, fenced, leaders, moved } from "./nodes.ts";
import { pause, resume } from "./process_marks.ts";

/** Seconds. */
const PAUSED = 30;

/** SIGSTOP: it keeps its connections and answers nothing, as a stuck disk or a long collection does. */
export const pauseLeader: Fault = {
  name: "pause-leader",
  meaning: `SIGSTOP the leader of most partitions for ${PAUSED} s`,
  needs: "nodes",
  plan: async (stage) => {
    const victim = (await leaders(stage))[0]!;
    const { node, isController } = victim;
    const limits = limitsOf(stage.session + REQUEST_MARGIN + FIND, isController);
    return {
      victim: describeVictim(victim),
      expectation: `the controller fences it, and the others go on within ${limits.writing} s`,
      limits,
      bites: 2,
      overcome: "by itself",
      lasts: PAUSED,
      inject: () => pause(stage, node),
      async *prove() {
        yield await fenced(stage, node, limits.writing);
        yield await moved(stage, victim, limits.writing);
      },
      heal: () => resume(stage, node),
    };
  },
};
