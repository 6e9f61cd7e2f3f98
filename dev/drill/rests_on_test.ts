import { deepEqual } from "node:assert/strict";
import { restsOn } from "./rests_on.ts";

const PLANT = { finds: "lost", brings: ["inconsistent"], sender: "plant-acks1" };
const OURS = ["plant-acks1-7"];
const FOUND: Parameters<typeof restsOn>[0] = {
  ...{ verdict: "failed", failing: ["lost", "inconsistent"], counts: { lost: 2, inconsistent: 1 } },
  senders: { lost: OURS, inconsistent: OURS },
};

Deno.test("restsOn() wants the finding that was planted, of nobody but the plant", () => {
  deepEqual(
    [
      FOUND,
      { ...FOUND, failing: ["lost"] },
      { ...FOUND, verdict: "passed" as const },
      { ...FOUND, failing: ["inconsistent"] },
      { ...FOUND, senders: { ...FOUND.senders, lost: [...OURS, "another"] } },
    ].map((result) => restsOn(result, PLANT)),
    [true, true, false, false, false],
  );
});

Deno.test("restsOn() takes nothing that the plant does not bring, and that of nobody else", () => {
  deepEqual(
    [
      { ...FOUND, failing: ["lost", "inconsistent", "phantom"] },
      { ...FOUND, senders: { lost: OURS, inconsistent: ["another"] } },
    ].map((result) => restsOn(result, PLANT)),
    [false, false],
  );
  deepEqual(restsOn(FOUND, { finds: "lost" }), false);
});

Deno.test("restsOn() wants as many as were planted, where that is known", () => {
  const counted = (expected: number) => restsOn({ ...FOUND, expected }, PLANT);
  deepEqual([counted(2), counted(1), counted(NaN)], [true, false, false]);
});
