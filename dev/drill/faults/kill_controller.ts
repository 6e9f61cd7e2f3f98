import type { Fault } from "../fault.ts";
import { FIND, limitsOf } from "../limits.ts";
import { describeVictim, Killing, leaders } from "./nodes.ts";

/** Seconds. */
const DEAD = 20;
const ELECTION = 15;

/** The node that would notice a death is the one that dies. */
export const killController: Fault = {
  name: "kill-controller",
  meaning: `SIGKILL the active controller; back after ${DEAD} s`,
  needs: "nodes",
  plan: async (stage) => {
    const { found: victim } = await stage.until(
      "an active controller",
      30,
      async () => (await leaders(stage)).find(({ isController }) => isController),
    );
    const limits = limitsOf(stage.session + FIND, true);
    const kill = new Killing(victim.node);
    const succeeded = async () => {
      const what = "another active controller";
      const { found, seconds } = await stage.until(
        what,
        ELECTION,
        () => stage.nodes.find((node) => node !== victim.node && node.isActiveController()),
      );
      return `node ${found.id} was the active controller ${seconds.toFixed(1)} s later`;
    };
    return {
      victim: describeVictim(victim),
      expectation: `another takes over within ${limits.writing} s, and nothing is lost`,
      limits,
      bites: 2,
      overcome: "by itself",
      lasts: DEAD,
      inject: () => kill.inject("SIGKILL"),
      async *prove() {
        yield await kill.gone(stage);
        yield await succeeded();
      },
      heal: () => kill.heal(stage),
    };
  },
};
