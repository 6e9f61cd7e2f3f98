import { deepEqual } from "node:assert/strict";
import { askLagAtEnd, watchLag } from "./lag_watch.ts";
import { Partitions } from "./partitions.ts";
import { FakeTime } from "./testing/fake_time.ts";

Deno.test("watchLag() learns where idle partitions stand, and asks again after a failure", async () => {
  const time = new FakeTime();
  const partitions = new Partitions();
  partitions.assign([0]);
  const stop = new AbortController();
  const answers = [
    () => Promise.resolve([{ partition: 0, end: 10n, committed: 4n }]),
    () => Promise.reject(new Error("No broker")),
    () => Promise.resolve([{ partition: 0, end: 20n, committed: 0n }]),
  ];
  const lags: (number | undefined)[] = [];
  const watching = watchLag({
    ask: () => answers.shift()!(),
    partitions,
    time,
    signal: stop.signal,
  });
  for (const wait of [2_000, 8_000, 8_000]) {
    await time.advance(wait);
    lags.push(partitions.lag());
  }
  stop.abort();
  await watching;
  deepEqual(lags, [6, 6, 16]);
  deepEqual([answers.length, time.pending], [0, 0]);
});

Deno.test("askLagAtEnd() takes what is answered in a second, and waits no longer", async () => {
  const time = new FakeTime();
  const partitions = new Partitions(time.now);
  partitions.assign([0]);
  await askLagAtEnd({
    ask: () => Promise.resolve([{ partition: 0, end: 10n, committed: 4n }]),
    ...{ partitions, time },
  });
  deepEqual(partitions.lag(), 6);
  let isOver = false;
  const asking = askLagAtEnd({ ask: () => new Promise(() => {}), partitions, time });
  asking.then(() => isOver = true);
  await time.advance(999);
  deepEqual(isOver, false);
  await time.advance(1);
  deepEqual(isOver, true);
  await askLagAtEnd({ ask: () => Promise.reject(new Error("closed")), partitions, time });
});
