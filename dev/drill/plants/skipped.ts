import { none } from "../faults/none.ts";
import type { Plant } from "../plant.ts";
import { startReader } from "./programs.ts";

/**
 * A group that passes over records: they are in the log, and nobody ever was given them. As many must
 * be found as were passed over.
 */
export const skipped: Plant = {
  name: "skipped",
  meaning: "a reader that jumps over one record of each partition and commits past it",
  fault: none,
  finds: "unseen",
  lay: (field) => startReader(field),
};
