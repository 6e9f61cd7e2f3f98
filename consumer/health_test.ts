import { deepEqual, equal } from "node:assert/strict";
import { checkHealth, checkReadiness } from "./health.ts";

Deno.test("The consumer is well as long as the group hears of it", () => {
  const options = { now: 200_000, waiting: 7 };
  equal(checkHealth(undefined, options).ok, true);
  const { ok, detail } = checkHealth({ lastSign: 190_000 }, options);
  deepEqual([ok, detail], [true, { "seconds_since_heartbeat": 10, "dead_letters_waiting": 7 }]);
  equal(checkHealth({ lastSign: 80_000 }, options).ok, true);
  equal(checkHealth({ lastSign: 79_999 }, options).ok, false);
});

Deno.test("The consumer is ready while it is in the group, with or without partitions", () => {
  const assigned = { assigned: [0, 2] };
  deepEqual(checkReadiness(undefined, assigned), { ok: false, detail: { partitions: [] } });
  deepEqual(checkReadiness({ isJoined: false }, assigned).ok, false);
  deepEqual(checkReadiness({ isJoined: true }, assigned), {
    ok: true,
    detail: { partitions: [0, 2] },
  });
  equal(checkReadiness({ isJoined: true }, { assigned: [] }).ok, true);
});
