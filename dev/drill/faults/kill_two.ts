import { wait } from "@kafka-sim/common/wait";
import type { Attack, Fault } from "../fault.ts";
import { limitsOf } from "../limits.ts";
import { settleAll } from "../settle_all.ts";
import type { Stage } from "../stage.ts";
import { atWork, kill } from "./clients.ts";
import { Killing, leaders, listPartitions, type Victim } from "./nodes.ts";
import { askReturned, excuseUntilSecondCopies } from "./second_copies.ts";

/** Seconds. */
const DEAD = 30;
const RESUMING = 30;
/** Seconds after which whatever was handed over before is known to the auditor. */
const SETTLING = 1;
/** Seconds for a sender to start and to hand something over. */
const HANDING = 20;

/**
 * One of three nodes is left, the one that leads most partitions: it is not to acknowledge anything,
 * as nobody else could have it. When nobody is left to say so the metadata goes on claiming three in
 * sync, so the processes are what counts. The senders wait for what they have under way and would
 * hand over nothing new: one is killed, too, so that a new one does.
 */
export const killTwo: Fault = {
  name: "kill-two",
  meaning:
    `SIGKILL two of three nodes; back after ${DEAD} s; nothing may be acknowledged meanwhile`,
  needs: "nodes",
  plan: async (stage) => {
    const [left, ...victims] = await leaders(stage);
    const { name: sender, ...process } = await atWork(stage, "senders");
    const kills = victims.map(({ node }) => new Killing(node));
    const ids = victims.map(({ node }) => node.id).join(" and ");
    const times = new Times();
    return {
      victim: `nodes ${ids}, and ${sender}; node ${left!.node.id} is left, ` +
        `which leads ${listPartitions(left!.leads)}`,
      expectation: "nothing is acknowledged meanwhile, and writing resumes within " +
        `${RESUMING} s of a second copy in sync, partition by partition`,
      limits: limitsOf(RESUMING),
      bites: kills.length + 1,
      kills: [sender],
      overcome: "when healed",
      lasts: DEAD,
      inject: async () => {
        times.killed = Date.now();
        await settleAll(kills.map((kill) => kill.inject("SIGKILL")));
        times.dead = Date.now();
        await kill({ name: sender, ...process });
      },
      async *prove() {
        yield* await Promise.all(kills.map((kill) => kill.gone(stage)));
        yield await handedOver(stage);
      },
      heal: () => heal(stage, victims, { kills, times }),
    } satisfies Attack;
  },
};

/** On this machine's clock, milliseconds since 1970; 0: not yet. */
class Times {
  killed = 0;
  /** All of them. */
  dead = 0;
  /** Just before the first was started again. */
  back = 0;
}

/** The proof that there was something to acknowledge. */
async function handedOver(stage: Stage): Promise<string> {
  await wait(SETTLING * 1000, stage.signal);
  const { sent: before } = await stage.fresh();
  const { found } = await stage.until(
    "a record handed to a client while two nodes are dead",
    HANDING,
    async () => {
      const { sent } = await stage.fresh();
      return sent > before && sent - before;
    },
  );
  return `${found} records and perhaps more were handed to a client while they were dead`;
}

async function heal(
  stage: Stage,
  victims: readonly Victim[],
  { kills, times }: { readonly kills: readonly Killing[]; readonly times: Times },
): Promise<void> {
  const isFirst = times.back === 0;
  if (isFirst) times.back = Date.now();
  const reviving = kills.map((kill) => kill.heal(stage));
  // Whoever did not come to kill both has nothing to forbid or to excuse.
  const telling = isFirst && times.dead > 0 ? [tellWindows(stage, victims, times)] : [];
  await settleAll([...reviving, ...telling]);
}

async function tellWindows(
  stage: Stage,
  victims: readonly Victim[],
  { killed, dead, back }: Times,
): Promise<void> {
  const name = killTwo.name;
  const [from, to] = [dead, back].map((time) => new Date(time).toISOString());
  await stage.auditor.fault({ name, forbidden: { from: from!, to: to! } });
  const ask = () => askReturned(stage, victims.map(({ node }) => node));
  await excuseUntilSecondCopies(stage, { name, killed, ask });
}
