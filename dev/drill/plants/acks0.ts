import { killLeader } from "../faults/kill_leader.ts";
import type { Plant } from "../plant.ts";
import { startSender } from "./programs.ts";
import { stunAndKill } from "./stun.ts";

/** Seconds in which records are "acknowledged" that the leader never sees. */
const STUNNED = 3;

/** A sender that takes it for an acknowledgement that the bytes have left. */
export const acks0: Plant = {
  name: "acks0",
  meaning: `a sender with acks=0; the leader is stopped ${STUNNED} s before it is killed`,
  fault: killLeader,
  finds: "lost",
  sender: "plant-acks0",
  lay: async (field) => {
    const { close } = await startSender(field, "acks0");
    return { close, plan: () => stunAndKill(field.stage, STUNNED) };
  },
};
