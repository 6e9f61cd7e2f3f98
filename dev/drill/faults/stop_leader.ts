import type { Fault } from "../fault.ts";
import { limitsOf } from "../limits.ts";
import { describeVictim, Killing, leaders, moved } from "./nodes.ts";

/** Seconds. */
const STANDSTILL = 2;
const DOWN = 10;

/** SIGTERM: the broker hands over what it leads and ends, as in a restart by plan. */
export const stopLeader: Fault = {
  name: "stop-leader",
  meaning: `SIGTERM the leader of most partitions; back after ${DOWN} s`,
  needs: "nodes",
  plan: async (stage) => {
    const victim = (await leaders(stage))[0]!;
    const limits = limitsOf(STANDSTILL, victim.isController);
    const stop = new Killing(victim.node);
    return {
      victim: describeVictim(victim),
      expectation:
        `it hands over what it leads, and no partition is without for ${limits.writing} s`,
      limits,
      bites: 2,
      overcome: "by itself",
      lasts: DOWN,
      inject: () => stop.inject("SIGTERM"),
      async *prove() {
        yield await stop.gone(stage);
        yield await moved(stage, victim, limits.writing);
      },
      heal: () => stop.heal(stage),
    };
  },
};
