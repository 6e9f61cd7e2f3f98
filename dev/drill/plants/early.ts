import { killTwo } from "../faults/kill_two.ts";
import type { Plant } from "../plant.ts";
import { startSender } from "./programs.ts";

/**
 * A leader that is alone is content with itself where its client is: it acknowledges what nobody else
 * has. What becomes of that depends on who leads when the others are back.
 */
export const early: Plant = {
  name: "early",
  meaning: "a sender with acks=1, which the one node that is left goes on acknowledging",
  fault: killTwo,
  finds: "early",
  brings: ["lost", "inconsistent"],
  sender: "plant-acks1",
  lay: (field) => startSender(field, "acks1"),
};
