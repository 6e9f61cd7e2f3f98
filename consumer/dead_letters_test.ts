import { deepEqual, equal, match } from "node:assert/strict";
import { DeadLetters } from "./dead_letters.ts";
import { watchedLog } from "./testing/events.ts";
import { ACKNOWLEDGED, FakeSenders } from "./testing/fake_senders.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { letterOf } from "./testing/records.ts";

function setup() {
  const senders = new FakeSenders();
  const time = new FakeTime();
  const { log, events } = watchedLog();
  const counts: number[] = [];
  const deadLetters = new DeadLetters({
    topic: "ticks_dlq",
    partitions: 3,
    open: senders.open,
    time,
    log,
    onWritten: (count) => counts.push(count),
  });
  return { senders, time, events, counts, deadLetters };
}

Deno.test("DeadLetters keeps a partition's letters in one lane, and opens lanes when needed", async () => {
  const { senders, counts, deadLetters } = setup();
  equal(senders.opened.length, 0);
  const writes = [1, 4, 2].map((partition) =>
    deadLetters.write(partition, [letterOf({ offset: 0 })])
  );
  await settle();
  deepEqual(senders.opened.sort(), [1, 2]);
  equal(deadLetters.waiting, 3);
  for (let answered = 0; answered < 3; answered++) {
    senders.writes[answered]!.answer(ACKNOWLEDGED);
    await settle();
  }
  await Promise.all(writes);
  deepEqual([deadLetters.waiting, counts], [0, [1, 1, 1]]);
});

Deno.test("DeadLetters says once that letters are delayed, and that they go on", async () => {
  const { senders, time, events, deadLetters } = setup();
  const write = deadLetters.write(5, [letterOf({ offset: 0 })]);
  await settle();
  for (let attempt = 0; attempt < 5; attempt++) {
    senders.last.answer({ kind: "retriable", error: new Error("No leader") });
    await time.advance(1_000);
  }
  senders.last.answer(ACKNOWLEDGED);
  await write;
  deepEqual(events.map(({ event, partition }) => [event, partition]), [
    ["dead_letters_delayed", 2],
    ["dead_letters_resumed", 2],
  ]);
  const { topic, waiting } = events[0]!;
  deepEqual([topic, waiting], ["ticks_dlq", 1]);
});

Deno.test("DeadLetters closes all its lanes", async () => {
  const { senders, deadLetters } = setup();
  for (const partition of [0, 1]) void deadLetters.write(partition, [letterOf({ offset: 0 })]);
  await settle();
  const closed = deadLetters.close();
  for (const write of senders.writes) write.answer({ kind: "retriable", error: "cut" });
  await closed;
  deepEqual(senders.closed, [0, 1]);
});

Deno.test("DeadLetters says once what to do about a letter that is too large, after other delays too", async () => {
  const { senders, time, events, deadLetters } = setup();
  const write = deadLetters.write(0, [letterOf({ offset: 0 })]);
  await settle();
  senders.last.answer({ kind: "retriable", error: new Error("No leader") });
  await time.advance(1_000);
  const error = Object.assign(new Error("Too large"), { type: "MESSAGE_TOO_LARGE" });
  for (const _ of [1, 2, 3]) {
    senders.last.answer({ kind: "fatal", error });
    await time.advance(30_000);
  }
  senders.last.answer(ACKNOWLEDGED);
  await write;
  deepEqual(events.map(({ event, level }) => [event, level]), [
    ["dead_letters_delayed", "WARN"],
    ["dead_letters_delayed", "WARN"],
    ["dead_letters_resumed", "INFO"],
  ]);
  match(String(events[1]!.problem), /larger than topic "ticks_dlq" takes/);
  match(String(events[1]!.remedy), /max\.message\.bytes/);
});
