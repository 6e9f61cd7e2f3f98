import { killLeader } from "../faults/kill_leader.ts";
import type { Plant } from "../plant.ts";
import { startSender } from "./programs.ts";
import { stunAndKill } from "./stun.ts";

/** Seconds until a send is certain to be under way. */
const STUNNED = 1;

/**
 * kafkajs as its documentation shows it: one `send()` for all partitions, retried by the library.
 * It remembers who has answered by broker: records of a dead leader whose successor has answered
 * already are never sent again, and `send()` resolves. (https://github.com/tulios/kafkajs/issues/1303)
 */
export const stockSend: Plant = {
  name: "stock-send",
  meaning: "a sender that trusts a send() of kafkajs across partitions, with acks=all",
  fault: killLeader,
  finds: "lost",
  // Where an answer names an offset, another record may stand there.
  brings: ["inconsistent"],
  sender: "plant-stock",
  attempts: 4,
  lay: async (field) => {
    const { close } = await startSender(field, "stock");
    return { close, plan: () => stunAndKill(field.stage, STUNNED) };
  },
};
