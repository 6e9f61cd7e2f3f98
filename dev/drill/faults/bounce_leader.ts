import type { Fault } from "../fault.ts";
import { killing } from "./kill_leader.ts";
import { leaders } from "./nodes.ts";

const ROUNDS = 5;

/** The leader of one partition dies again and again: each successor has to be in sync by then. */
export const bounceLeader: Fault = {
  name: "bounce-leader",
  meaning: `SIGKILL the then leader of partition 0, ${ROUNDS} times, all in sync between`,
  needs: "nodes",
  rounds: ROUNDS,
  plan: async (stage) => {
    const { found } = await stage.until(
      "a leader of partition 0",
      30,
      async () => (await leaders(stage)).find(({ leads }) => leads.includes(0)),
    );
    return killing(stage, found, 0);
  },
};
