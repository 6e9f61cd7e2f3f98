import { deepEqual, equal } from "node:assert/strict";
import type { OffsetsByTopicPartition } from "kafkajs";
import { Commits } from "./commits.ts";
import { watchedLog } from "./testing/events.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";

function setup() {
  const time = new FakeTime();
  const { log } = watchedLog();
  const commits = new Commits({ topic: "ticks", interval: 100, time, log });
  const sent: string[] = [];
  const state: { error?: Error } = {};
  const commit = ({ topics }: OffsetsByTopicPartition) => {
    sent.push(
      topics.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset }) => `${topic}-${partition}@${offset}`)
      ).join(" "),
    );
    return state.error ? Promise.reject(state.error) : Promise.resolve();
  };
  return { time, commits, sent, state, commit };
}

Deno.test("Commits sends the first offset at once and the following ones together", async () => {
  const { time, commits, sent, commit } = setup();
  commits.add(0, 10n, commit);
  commits.add(0, 11n, commit);
  commits.add(1, 5n, commit);
  deepEqual(sent, ["ticks-0@10"]);
  await time.advance(99);
  equal(sent.length, 1);
  await time.advance(1);
  deepEqual(sent, ["ticks-0@10", "ticks-0@11 ticks-1@5"]);
  await time.advance(1_000);
  equal(sent.length, 2);
  equal(time.pending, 0);
  commits.add(0, 12n, commit);
  deepEqual(sent[2], "ticks-0@12");
});

Deno.test("Commits tries again what failed, unless there is more by then", async () => {
  const { time, commits, sent, state, commit } = setup();
  state.error = new Error("No coordinator");
  commits.add(0, 10n, commit);
  commits.add(1, 20n, commit);
  await time.advance(100);
  commits.add(0, 11n, commit);
  delete state.error;
  await time.advance(100);
  deepEqual(sent, ["ticks-0@10", "ticks-1@20 ticks-0@10", "ticks-1@20 ticks-0@11"]);
  await time.advance(1_000);
  equal(sent.length, 3);
});

Deno.test("Commits forgets what was due when the partitions are shared out anew", async () => {
  const { time, commits, sent, state, commit } = setup();
  state.error = new Error("REBALANCE_IN_PROGRESS");
  commits.add(0, 10n, commit);
  commits.begin();
  await settle();
  delete state.error;
  await time.advance(1_000);
  deepEqual(sent, ["ticks-0@10"]);
  commits.add(1, 7n, commit);
  await time.advance(100);
  deepEqual(sent.slice(1), ["ticks-1@7"]);
});

Deno.test("Commits can be told to send at once what is left, and never rejects", async () => {
  const { commits, sent, state, commit } = setup();
  await commits.flush();
  deepEqual(sent, []);
  commits.add(0, 10n, commit);
  commits.add(0, 11n, commit);
  await commits.flush();
  deepEqual(sent, ["ticks-0@10", "ticks-0@11"]);
  state.error = new Error("The member is gone");
  commits.add(0, 12n, commit);
  await commits.flush();
});

Deno.test("Commits that is closed ends at once and commits nothing any more", async () => {
  const { time, commits, sent, commit } = setup();
  commits.add(0, 10n, commit);
  commits.add(0, 11n, commit);
  await settle();
  equal(time.pending, 1);
  commits.close();
  await settle();
  equal(time.pending, 0);
  commits.add(0, 12n, commit);
  await commits.flush();
  await time.advance(1_000);
  deepEqual(sent, ["ticks-0@10"]);
});
