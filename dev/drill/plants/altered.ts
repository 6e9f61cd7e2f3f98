import { none } from "../faults/none.ts";
import type { Plant } from "../plant.ts";
import { startSender } from "./programs.ts";

/** See the flaw of this name. */
export const altered: Plant = {
  name: "altered",
  meaning: "a sender that hands over another byte than it has noted",
  fault: none,
  finds: "inconsistent",
  sender: "plant-altered",
  lay: (field) => startSender(field, "altered"),
};
