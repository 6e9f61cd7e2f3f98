import { equal, match, rejects } from "node:assert/strict";
import { LateError } from "./stage.ts";
import { makeStage, partition, status } from "./testing.ts";

const WELL = status(partition());

Deno.test("Stage waits for an answer no longer than the drill lasts: a dead auditor gives none", async () => {
  const stop = new AbortController();
  const { stage } = makeStage([WELL], stop.signal, () => new Promise(() => {}));
  const asked = stage.fresh();
  const waited = stage.until("anything", 60, () => stage.fresh());
  stop.abort(new Error("the auditor is gone"));
  await rejects(asked, /the auditor is gone/);
  await rejects(waited, /the auditor is gone/);
  await rejects(stage.fresh(), /the auditor is gone/);
});

Deno.test("Stage takes what is thrown for not yet, and says in the end what was late and why", async () => {
  const { stage } = makeStage([WELL]);
  let looks = 0;
  const { found } = await stage.until("the third look", 60, () => {
    if (++looks < 3) throw new Error("no answer");
    return looks;
  });
  equal(found, 3);
  const never = stage.until("what never comes", 0, () => Promise.reject(new Error("no answer")));
  await rejects(never, (error: LateError) => {
    match(error.message, /^Not within 0 s: what never comes$/);
    return error instanceof LateError && (error.cause as Error).message === "no answer";
  });
});
