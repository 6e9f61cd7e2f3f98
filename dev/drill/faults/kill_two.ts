import { askCluster } from "@kafka-sim/common/cluster_query";
import type { Fault } from "../fault.ts";
import { limitsOf } from "../limits.ts";
import type { Stage } from "../stage.ts";
import { Killing, leaders, type Victim } from "./nodes.ts";

/** Seconds. */
const DEAD = 30;
const RESUMING = 30;
const RETURN = 90;
const ANSWER_MS = 1_000;

/**
 * One of three nodes is left: it is not to acknowledge anything, as nobody else could have it. When
 * nobody is left to say so the metadata goes on claiming three in sync, so the processes are what
 * counts.
 */
export const killTwo: Fault = {
  name: "kill-two",
  meaning:
    `SIGKILL two of three nodes; back after ${DEAD} s; nothing may be acknowledged meanwhile`,
  needs: "nodes",
  plan: async (stage) => {
    const victims = (await leaders(stage)).slice(0, 2);
    const kills = victims.map(({ node }) => new Killing(node));
    const times = new Times();
    const ids = victims.map(({ node }) => node.id).join(" and ");
    return {
      victim: `nodes ${ids}`,
      expectation: "nothing sent meanwhile is acknowledged meanwhile, and writing resumes within " +
        `${RESUMING} s of a second copy in sync`,
      limits: limitsOf(RESUMING),
      bites: 2,
      overcome: "when healed",
      lasts: DEAD,
      inject: async () => {
        times.killed = Date.now();
        await Promise.all(kills.map((kill) => kill.inject("SIGKILL")));
        times.dead = Date.now();
      },
      prove: () => Promise.all(kills.map((kill) => kill.gone(stage))),
      heal: async () => {
        if (times.back !== 0) return;
        times.back = Date.now();
        await Promise.all([
          ...kills.map((kill) => kill.heal()),
          tellWindows(stage, victims, times),
        ]);
      },
    };
  },
};

/** On this machine's clock, milliseconds since 1970; 0: not yet. */
class Times {
  killed = 0;
  /** Both of them. */
  dead = 0;
  /** Just before the first was started again. */
  back = 0;
}

async function tellWindows(
  stage: Stage,
  victims: readonly Victim[],
  { killed, dead, back }: Times,
): Promise<void> {
  const name = killTwo.name;
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  await stage.auditor.fault({ name, forbidden: { from: time(dead), to: time(back) } });
  const what = "a second copy of every partition in sync";
  await stage.until(what, RETURN, () => hasSecondCopy(stage, victims));
  await stage.auditor.fault({ name, excused: { from: time(killed), to: time(Date.now()) } });
}

/** As a node sees it that has come back, and so knows what happened meanwhile. */
async function hasSecondCopy(stage: Stage, victims: readonly Victim[]): Promise<boolean> {
  const returned = victims.filter(({ node }) => node.state === "up");
  const addresses = returned.map(({ node }) => node.address);
  const options = { tls: false, timeout: ANSWER_MS };
  const { topics } = await askCluster(addresses, [stage.status.topic], options);
  const partitions = topics[0]?.partitions ?? [];
  return partitions.length > 0 &&
    partitions.every(({ leader, inSync }) => leader >= 0 && inSync.length >= 2);
}
