import type { Attack, Fault } from "../fault.ts";
import { FIND, limitsOf } from "../limits.ts";
import type { Stage } from "../stage.ts";
import { describeVictim, Killing, leaders, moved, type Victim } from "./nodes.ts";

/** Seconds. */
const DEAD = 20;

/** SIGKILL: no farewell, no flush, connections reset. */
export const killLeader: Fault = {
  name: "kill-leader",
  meaning: `SIGKILL the leader of most partitions; back after ${DEAD} s`,
  needs: "nodes",
  plan: async (stage) => killing(stage, (await leaders(stage))[0]!, DEAD),
};

/** The attack of SIGKILL on a leader. */
export function killing(stage: Stage, victim: Victim, lasts: number): Attack {
  const { node, isController } = victim;
  const limits = limitsOf(stage.session + FIND, isController);
  const kill = new Killing(node);
  return {
    victim: describeVictim(victim),
    expectation: `the others lead its partitions within ${limits.writing} s, and nothing is lost`,
    limits,
    bites: 2,
    overcome: "by itself",
    lasts,
    inject: () => kill.inject("SIGKILL"),
    async *prove() {
      yield await kill.gone(stage);
      yield await moved(stage, victim, limits.writing);
    },
    heal: () => kill.heal(stage),
  };
}
