import { deepEqual, equal, ok } from "node:assert/strict";
import { DeclaredFault } from "./declared_fault.ts";

Deno.test("DeclaredFault lets later texts and limits replace earlier ones, and adds up the rest", () => {
  const declared = new DeclaredFault();
  equal(declared.fault, undefined);
  declared.add({ name: "x", expectation: "one", limits: { writing: 1 }, planted: "a loss" });
  declared.add({ name: "x", expectation: "two", limits: { reading: 2 }, proof: "p", kills: ["a"] });
  declared.add({ name: "x", proof: "q", kills: ["b", "c"], doubt: "d" });
  deepEqual(declared.fault, {
    ...{ name: "x", expectation: "two", outcome: "", bites: 1, planted: "a loss" },
    ...{ limits: { writing: 1, reading: 2 }, proofs: ["p", "q"], kills: ["a", "b", "c"] },
    ...{ excused: [], forbidden: [], doubts: ["d"] },
  });
  deepEqual([declared.fits({ name: "x" }), declared.fits({ name: "y" })], [true, false]);
});

Deno.test("DeclaredFault takes a hundred thousand proofs in a moment", () => {
  const declared = new DeclaredFault();
  const start = performance.now();
  for (let number = 0; number < 100_000; number++) declared.add({ name: "x", proof: "it bit" });
  equal(declared.fault!.proofs.length, 100_000);
  // Copying what is known at each would take a minute.
  ok(performance.now() - start < 5_000);
});
