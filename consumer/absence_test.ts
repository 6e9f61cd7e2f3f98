import { deepEqual, equal, match } from "node:assert/strict";
import { Absence } from "./absence.ts";
import { watchedLog } from "./testing/events.ts";

Deno.test("Absence says each minute what is wrong, from the first minute on, until it ends", () => {
  const { log, events } = watchedLog();
  let now = 0;
  const absence = new Absence({ group: "g", log, now: () => now });
  const fail = (until: number) => {
    for (; now < until; now += 5_000) absence.failed(new Error("no coordinator"));
  };
  fail(60_000);
  equal(events.length, 0);
  fail(185_000);
  deepEqual(events.map(({ event, seconds }) => [event, seconds]), [
    ...[["group_unreached", 60], ["group_unreached", 120], ["group_unreached", 180]],
  ]);
  match(String(events[0]!.problem), /"g" since 60 s: no coordinator/);
  match(String(events[0]!.remedy), /__consumer_offsets/);
  absence.end();
  now += 600_000;
  fail(now + 60_000);
  equal(events.length, 3);
  fail(now + 5_000);
  equal(events.length, 4);
});
