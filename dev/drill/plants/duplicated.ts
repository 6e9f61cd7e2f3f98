import { none } from "../faults/none.ts";
import type { Plant } from "../plant.ts";
import { startSender } from "./programs.ts";

/** See the flaw of this name. */
export const duplicated: Plant = {
  name: "duplicated",
  meaning: "a sender that hands one record over twice and claims idempotence",
  fault: none,
  finds: "duplicate",
  sender: "plant-duplicated",
  lay: (field) => startSender(field, "duplicated"),
};
