import { deepEqual, equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { openLog } from "@kafka-sim/common/log";
import { Backlog } from "./backlog.ts";
import { Delivery } from "./delivery.ts";
import { Lanes } from "./lanes.ts";
import { createMetrics } from "./metrics.ts";
import { Statistics } from "./statistics.ts";
import { FakeEngines } from "./testing/fake_engine.ts";
import { FakeTime } from "./testing/fake_time.ts";

Deno.test("Statistics tell rate, backlog and stall now and then, and the totals at the end", async () => {
  const events: Record<string, unknown>[] = [];
  const log = openLog({
    program: "test",
    level: "INFO",
    write: (line) => events.push(JSON.parse(line)),
  });
  const engines = new FakeEngines();
  const time = new FakeTime();
  const delivery = new Delivery({
    backlog: new Backlog(100),
    log,
    metrics: createMetrics(),
    ledger: undefined,
    hash: () => 0n,
  });
  const lanes = new Lanes({
    engines: engines.factory,
    observer: delivery,
    time,
    batchSize: 100,
    deliveryTimeout: 120_000,
  });
  lanes.grow(2);
  const stop = new AbortController();
  const statistics = new Statistics({ lanes, delivery, log, time });
  const running = statistics.run(stop.signal);
  for (let tick = 0; tick < 50; tick++) {
    lanes.all[0]!.offer("AAPL", Buffer.from("value"), time.now());
  }
  await time.advance(2_000);
  engines.sends[0]!.answer({ kind: "acknowledged", baseOffset: 0n });
  lanes.all[1]!.offer("AAPL", Buffer.from("value"), time.now());
  await time.advance(8_000);
  stop.abort();
  await running;
  const fields =
    (({ event, acknowledged, ticks_per_second: rate, backlog, stalled_seconds: s }) => [
      event,
      acknowledged,
      rate,
      backlog,
      s,
    ])(events[0]!);
  deepEqual(fields, ["statistics", 50, 5, 1, 8]);
  equal(events.length, 1);
  deepEqual(statistics.totals(), {
    due: 51,
    acknowledged: 50,
    unknown: [],
    "ticks_per_second": 5,
    "longest_stall_seconds": [2, 8],
  });
  const drained = lanes.drain(0);
  await time.advance(1_000);
  await drained;
});
