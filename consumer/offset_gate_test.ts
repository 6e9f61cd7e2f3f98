import { deepEqual } from "node:assert/strict";
import { OffsetGate } from "./offset_gate.ts";

Deno.test("OffsetGate resolves up to the first record that waits", () => {
  const resolved: bigint[] = [];
  const gate = new OffsetGate(10n, (offset) => resolved.push(offset));
  gate.pass(12n);
  const releaseFirst = gate.hold(15n);
  gate.pass(19n);
  const releaseSecond = gate.hold(20n);
  gate.pass(29n);
  deepEqual(resolved, [12n, 14n]);
  releaseFirst();
  deepEqual(resolved, [12n, 14n, 19n]);
  releaseSecond();
  deepEqual(resolved, [12n, 14n, 19n, 29n]);
});

Deno.test("OffsetGate resolves nothing while the batch's first record waits", () => {
  const resolved: bigint[] = [];
  const gate = new OffsetGate(10n, (offset) => resolved.push(offset));
  const releaseFirst = gate.hold(10n);
  const releaseSecond = gate.hold(13n);
  gate.pass(19n);
  releaseSecond();
  deepEqual(resolved, []);
  releaseFirst();
  deepEqual(resolved, [19n]);
});
