import { wait } from "@kafka-sim/common/wait";
import type { KafkaNode } from "../../kafka/embedded.ts";
import type { Attack } from "../fault.ts";
import { killing, killLeader } from "../faults/kill_leader.ts";
import { leaders } from "../faults/nodes.ts";
import { pause, resume } from "../faults/process_marks.ts";
import type { Plant } from "../plant.ts";
import { settleAll } from "../settle_all.ts";
import type { Stage } from "../stage.ts";
import { startSender } from "./programs.ts";

/**
 * Seconds in which only the leader has what it acknowledges. It would need a quorum to drop the
 * stopped followers from its in-sync list, and 30 s by `replica.lag.time.max.ms` besides: they are
 * still in it when it dies, and one of them becomes leader without what it never got.
 */
const ALONE = 8;
const DEAD = 15;

/** A sender that is content with the leader's word. */
export const acks1: Plant = {
  name: "acks1",
  meaning:
    `a sender with acks=1; the followers are stopped for ${ALONE} s, then the leader is killed`,
  fault: killLeader,
  finds: "lost",
  // Where others have written in its place.
  brings: ["inconsistent"],
  sender: "plant-acks1",
  lay: async (field) => {
    const { close } = await startSender(field, "acks1");
    return { close, plan: () => leaveAloneAndKill(field.stage, ALONE) };
  },
};

/** SIGKILL of a leader whose followers were stopped for some seconds before. */
export async function leaveAloneAndKill(stage: Stage, seconds: number): Promise<Attack> {
  const [victim, ...followers] = await leaders(stage);
  const attack = killing(stage, victim!, DEAD);
  const each = async (act: (node: KafkaNode) => Promise<void>) => {
    await settleAll(followers.map(({ node }) => act(node)));
  };
  const resumeAll = () => each((node) => resume(stage, node));
  return {
    ...attack,
    inject: async () => {
      await each((node) => pause(stage, node, "a follower"));
      await wait(seconds * 1000, stage.signal);
      await attack.inject();
      await resumeAll();
    },
    heal: async () => {
      await resumeAll();
      await attack.heal();
    },
  };
}
