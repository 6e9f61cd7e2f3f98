import { none } from "../faults/none.ts";
import type { Plant } from "../plant.ts";
import { startSender } from "./programs.ts";

/** See the flaw of this name. */
export const swapped: Plant = {
  name: "swapped",
  meaning: "a sender that hands over two records in the wrong order",
  fault: none,
  finds: "reordered",
  // Each stands where the other was acknowledged.
  brings: ["inconsistent"],
  sender: "plant-swapped",
  lay: (field) => startSender(field, "swapped"),
};
