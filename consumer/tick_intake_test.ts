import { deepEqual, equal, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { openBooks } from "./books.ts";
import { watchedLog } from "./testing/events.ts";
import { FakeView } from "./testing/fake_view.ts";
import { givenRecord, givenRecords } from "./testing/records.ts";
import { TickIntake } from "./tick_intake.ts";

function setup() {
  const clock = { now: 1_700_000_060_250 };
  const now = () => clock.now;
  const books = openBooks(now);
  const view = new FakeView();
  const { log, events } = watchedLog();
  const intake = new TickIntake({ ...books, topic: "ticks", view, log, now });
  return { clock, ...books, view, events, intake };
}

Deno.test("TickIntake shows and counts ticks", () => {
  const { intake, view, statistics } = setup();
  deepEqual(intake.take(2, [givenRecord({ offset: 7 })]), []);
  deepEqual(view.ticks, [{
    tick: { symbol: "AAPL", price: 150.25, timestamp: "2023-11-14T22:13:20.000Z", volume: 1000 },
    partition: 2,
    offset: 7n,
    due: 1_700_000_060_000,
    handled: 1_700_000_060_250,
    redelivered: false,
  }]);
  const { records, latency } = statistics.view();
  equal(records, 1);
  equal(Math.abs(latency!.p50 / 250 - 1) < 0.03, true);
});

Deno.test("TickIntake makes a dead letter of what is no tick, shows it, and says so once a second", () => {
  const { intake, view, statistics, events, clock } = setup();
  const record = givenRecord({ offset: 3, value: "{\x1b" });
  const [letter] = intake.take(1, [record]);
  deepEqual({ ...letter, detail: "" }, {
    record,
    topic: "ticks",
    partition: 1,
    reason: "not_json",
    detail: "",
  });
  const { message: _, ...seen } = view.letters[0]!;
  deepEqual(seen, {
    reason: "not_json",
    origin: { topic: "ticks", partition: 1, offset: "3" },
    key: "AAPL",
    value: "{\\u001b",
    partition: 1,
    offset: 3n,
    due: 1_700_000_060_000,
  });
  for (let offset = 4; offset < 100; offset++) {
    intake.take(1, [givenRecord({ offset, value: null })]);
  }
  clock.now += 1_000;
  intake.take(1, [givenRecord({ offset: 100, value: Buffer.from([0xff]) })]);
  deepEqual(events.map(({ event, reason }) => [event, reason]), [
    ["record_rejected", "not_json"],
    ["record_rejected", "not_utf8"],
  ]);
  equal(statistics.view().rejected, 98);
});

Deno.test("TickIntake takes a record that is given again for that, and for nothing else", () => {
  const { intake, view, statistics } = setup();
  intake.take(0, [...givenRecords(0, 5), ...givenRecords(2, 4)]);
  deepEqual(view.ticks.map(({ redelivered }) => redelivered), [
    ...[false, false, false, false, false],
    ...[true, true, true, false],
  ]);
  const { redelivered, duplicates, gaps } = statistics.view();
  deepEqual([redelivered, duplicates, gaps], [3, 0, 0]);
});

Deno.test("TickIntake warns where a sender's sequence does not go up by one", () => {
  const { intake, statistics, events, clock } = setup();
  const take = (offset: number, sequence: number) => {
    clock.now += 1_000;
    intake.take(0, [givenRecord({ offset, sequence })]);
  };
  [0, 1, 4, 3, 4].forEach((sequence, offset) => take(offset, sequence));
  const { gaps, reordered, duplicates } = statistics.view();
  deepEqual([gaps, reordered, duplicates], [2, 1, 1]);
  deepEqual(events.map(({ event, kind, sequence }) => [event, kind, sequence]), [
    ["continuity_broken", "gap", 4],
    ["continuity_broken", "reordered", 3],
    ["continuity_broken", "duplicate", 4],
  ]);
});

Deno.test("TickIntake finds no gap where another member had the partition in between", () => {
  const { intake, partitions, statistics } = setup();
  const give = (first: number) => {
    intake.begin(0, BigInt(first), 1_000n);
    intake.take(0, givenRecords(first, 10));
  };
  partitions.assign([0]);
  give(0);
  partitions.assign([]);
  partitions.assign([0]);
  give(500);
  equal(statistics.view().gaps, 0);
  give(520);
  equal(statistics.view().gaps, 10);
});

Deno.test("TickIntake takes records of other senders, without a sender or a number", () => {
  const { intake, statistics } = setup();
  const odd = [{}, { sender: Buffer.from("s") }, {
    sender: Buffer.from("s"),
    sequence: Buffer.from("-1"),
  }];
  odd.forEach((headers, offset) => intake.take(0, [givenRecord({ offset, headers })]));
  const { records, rejected, gaps } = statistics.view();
  deepEqual([records, rejected, gaps], [3, 0, 0]);
});

Deno.test("TickIntake does not take a mistake in the code for a bad record", () => {
  const { intake, view } = setup();
  view.failure = new TypeError("A mistake");
  throws(() => intake.take(0, [givenRecord({ offset: 0 })]), view.failure);
});
