import { deepEqual, equal } from "node:assert/strict";
import { Continuity } from "./continuity.ts";
import { Partitions } from "./partitions.ts";
import { reportStatistics } from "./report.ts";
import { Statistics } from "./statistics.ts";
import { Tally } from "./tally.ts";
import { watchedLog } from "./testing/events.ts";
import { FakeTime } from "./testing/fake_time.ts";
import type { Outage } from "./view.ts";

function setup() {
  const time = new FakeTime();
  const partitions = new Partitions();
  const continuity = new Continuity();
  const statistics = new Statistics({ partitions, continuity, now: time.now });
  const add = (latency: number, { redelivered = false, rejected = false } = {}) => {
    const tally = new Tally(time.now());
    tally.add(time.now() - latency, redelivered);
    if (rejected) tally.reject();
    statistics.add(tally);
  };
  return { time, partitions, continuity, statistics, add };
}

const near = (value: number | null | undefined, exact: number) =>
  Math.abs(value! / exact - 1) < 0.03;

Deno.test("Statistics show counts since the start, rate and latency of the last seconds", async () => {
  const { time, partitions, continuity, statistics, add } = setup();
  deepEqual(statistics.view().latency, undefined);
  partitions.assign([0]);
  partitions.heard(0, 30n, 10n);
  for (const sequence of [0, 2, 2]) continuity.observe(0, "a", sequence);
  add(5_000, { redelivered: true });
  add(5_000, { rejected: true });
  await time.advance(60_000);
  for (let tick = 0; tick < 100; tick++) {
    add(20);
    await time.advance(100);
  }
  const { perSecond, latency, ...counts } = statistics.view();
  deepEqual(counts, {
    records: 102,
    lag: 20,
    redelivered: 1,
    rejected: 1,
    gaps: 1,
    duplicates: 1,
    reordered: 0,
    partitions: [0],
    outage: undefined,
  });
  equal(Math.round(perSecond), 10);
  equal(near(latency?.p99, 20), true);
});

Deno.test("Statistics forget latencies of long ago, not those of the last ten seconds", async () => {
  const { time, statistics, add } = setup();
  add(1_000);
  await time.advance(9_000);
  add(10);
  await time.advance(2_000);
  add(10);
  equal(near(statistics.view().latency?.p99, 1_000), true);
  await time.advance(11_000);
  equal(near(statistics.view().latency?.p99, 10), true);
  add(10);
  await time.advance(25_000);
  equal(statistics.view().latency, undefined);
  equal(near(statistics.totals().latency_p99_ms, 1_000), true);
});

Deno.test("Statistics are reported every ten seconds, and over the whole run at its end", async () => {
  const { time, statistics, add } = setup();
  const { log, events } = watchedLog();
  const stop = new AbortController();
  const reporting = reportStatistics(statistics, { log, time, signal: stop.signal });
  for (let second = 0; second < 25; second++) {
    add(100, { rejected: second === 3 });
    await time.advance(1_000);
  }
  stop.abort();
  await reporting;
  equal(time.pending, 0);
  deepEqual(events.map(({ event, records }) => [event, records]), [
    ["statistics", 10],
    ["statistics", 20],
  ]);
  const { records_per_second: rate, rejected, lag, partitions } = events[1]!;
  deepEqual([rate, rejected, lag, partitions], [1, 1, 0, 0]);
  const { latency_p50_ms: p50, ...totals } = statistics.totals();
  equal(near(p50, 100), true);
  deepEqual([totals.records, totals.records_per_second, totals.rejected], [25, 1, 1]);
});

Deno.test("Statistics know no lag while the member is out of its group", () => {
  const { time, partitions, continuity } = setup();
  const outages: Outage[] = [];
  const statistics = new Statistics({
    partitions,
    continuity,
    now: time.now,
    outage: () => outages.at(-1),
  });
  partitions.assign([0]);
  partitions.heard(0, 30n, 10n);
  equal(statistics.figures().lag, 20);
  const outage = { seconds: 3, reason: "Closed", isFirst: false };
  outages.push(outage);
  deepEqual([statistics.view().lag, statistics.view().outage], [undefined, outage]);
  deepEqual([statistics.figures().lag, statistics.totals().lag], [null, null]);
});
