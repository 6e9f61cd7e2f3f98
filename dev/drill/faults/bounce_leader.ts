import type { Attack, Fault } from "../fault.ts";
import { FIND, limitsOf } from "../limits.ts";
import type { Stage } from "../stage.ts";
import { killing } from "./kill_leader.ts";
import { leaders, type Victim } from "./nodes.ts";

const ROUNDS = 5;
const ELECTION = 30;

/** The leader of one partition dies again and again: each successor has to be in sync by then. */
export const bounceLeader: Fault = {
  name: "bounce-leader",
  meaning: `SIGKILL the then leader of partition 0, ${ROUNDS} times, all in sync between`,
  needs: "nodes",
  rounds: ROUNDS,
  plan: async (stage) => {
    const { found } = await stage.until(
      "a leader of partition 0",
      ELECTION,
      async () => (await leaders(stage)).find(({ leads }) => leads.includes(0)),
    );
    return bounce(stage, found);
  },
};

/** Seconds after the kill at which the excuse begins: an outage has begun by then and goes on. */
const EXCUSE = 1;

/**
 * Each round has the limit of its own victim: the limit of all is that without the controller, and
 * where the victim is the controller so many seconds of its outage are excused as it may take longer.
 */
function bounce(stage: Stage, victim: Victim): Attack {
  const attack = killing(stage, victim, 0);
  const limits = limitsOf(stage.session + FIND);
  return {
    ...attack,
    limits,
    allowed: attack.limits,
    inject: async () => {
      const start = Date.now();
      await attack.inject();
      if (!victim.isController) return;
      const time = (seconds: number) => new Date(start + seconds * 1000).toISOString();
      const longer = attack.limits.writing - limits.writing;
      const excused = { from: time(EXCUSE), to: time(EXCUSE + longer) };
      await stage.auditor.fault({ name: bounceLeader.name, excused });
    },
  };
}
