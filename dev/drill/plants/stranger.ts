import { none } from "../faults/none.ts";
import type { Plant } from "../plant.ts";
import { startSender } from "./programs.ts";

/** Somebody else writes to the topic of the run. */
export const stranger: Plant = {
  name: "stranger",
  meaning: "a sender whose ledger is not shown to the auditor",
  fault: none,
  finds: "stranger",
  sender: "plant-none",
  lay: (field) => {
    const ledger = `${field.lab.run.folder}/stranger-${crypto.randomUUID()}.ledger`;
    return startSender(field, "none", ledger);
  },
};
