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

Deno.test("Absence has an outage from its beginning until its end, with the last error's address", () => {
  const { log } = watchedLog();
  let now = 0;
  const absence = new Absence({ group: "g", log, now: () => now });
  const reason = () => absence.outage?.reason;
  deepEqual(absence.outage, { seconds: 0, reason: undefined, isFirst: true });
  equal(absence.level, "info");
  equal(absence.end(), undefined);
  equal(absence.outage, undefined);
  absence.begin();
  now += 4_999;
  deepEqual(absence.outage, { seconds: 4, reason: undefined, isFirst: false });
  const levels = ["a", "b", "c"].map((host) => {
    const { level } = absence;
    const cause = Object.assign(new Error("Closed"), { host, port: 9092 });
    absence.failed(new Error("Closed", { cause }));
    return level;
  });
  deepEqual(levels, ["warn", "debug", "debug"]);
  equal(reason(), "Closed (c:9092)");
  absence.failed(Object.assign(new Error("refused d:1"), { broker: "d:1" }));
  equal(reason(), "refused d:1");
  deepEqual(absence.end(), { crashes: 4, ["seconds_out"]: 4 });
  deepEqual([absence.end(), absence.level], [undefined, "warn"]);
});
