import { deepEqual, equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Letter } from "./letter.ts";
import { LetterLane } from "./letter_lane.ts";
import type { WriteOutcome } from "./letter_sender.ts";
import { ACKNOWLEDGED, FakeSenders } from "./testing/fake_senders.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { letterOf } from "./testing/records.ts";

class Setup {
  readonly senders = new FakeSenders();
  readonly time = new FakeTime();
  readonly delays: unknown[] = [];
  written = 0;
  readonly lane = new LetterLane({
    partition: 2,
    open: this.senders.open,
    time: this.time,
    onWritten: (count) => this.written += count,
    onDelayed: (error) => this.delays.push(error),
  });

  /** Writes; the result says whether that is acknowledged. */
  write(...letters: Letter[]): { done: boolean } {
    const state = { done: false };
    this.lane.write(letters).then(() => state.done = true);
    return state;
  }
}

const letter = (value: string) => letterOf({ offset: 0, value });

Deno.test("LetterLane writes one batch at a time, and together what comes meanwhile", async () => {
  const { senders, ...setup } = new Setup();
  const { lane } = setup;
  equal(senders.opened.length, 0);
  const first = lane.write([letter("a"), letter("b")]);
  await settle();
  const second = lane.write([letter("c")]);
  const third = lane.write([letter("d")]);
  await settle();
  deepEqual(senders.writes.map(({ values }) => values), [["a", "b"]]);
  equal(lane.size, 4);
  senders.last.answer(ACKNOWLEDGED);
  await first;
  await settle();
  deepEqual(senders.last.values, ["c", "d"]);
  senders.last.answer(ACKNOWLEDGED);
  await Promise.all([second, third]);
  deepEqual([lane.size, senders.opened], [0, [2]]);
  equal(senders.last.messages.every(({ partition }) => partition === 2), true);
});

Deno.test("LetterLane writes the same letters again by the same sender until they are acknowledged", async () => {
  const setup = new Setup();
  const { senders, time } = setup;
  const first = setup.write(letter("a"));
  await settle();
  const later = setup.write(letter("b"));
  const error = new Error("No leader");
  for (let attempt = 1; attempt <= 5; attempt++) {
    equal(senders.writes.length, attempt);
    deepEqual(senders.last.values, ["a"]);
    equal(senders.last.messages, senders.writes[0]!.messages);
    senders.last.answer({ kind: "retriable", error });
    await time.advance(1_000);
  }
  deepEqual([first.done, setup.written, setup.delays.length], [false, 0, 5]);
  senders.last.answer(ACKNOWLEDGED);
  await settle();
  deepEqual([first.done, later.done, setup.written], [true, false, 1]);
  deepEqual([senders.opened.length, senders.last.values], [1, ["b"]]);
});

Deno.test("LetterLane gives the same letters to another sender after a refusal", async () => {
  const setup = new Setup();
  const { senders, time } = setup;
  const state = setup.write(letter("a"));
  await settle();
  senders.last.answer({ kind: "fatal", error: new Error("OUT_OF_ORDER_SEQUENCE_NUMBER") });
  await time.advance(1_000);
  deepEqual([senders.closed, senders.opened.length], [[0], 2]);
  deepEqual([senders.last.sender, senders.last.values], [1, ["a"]]);
  senders.last.answer(ACKNOWLEDGED);
  await settle();
  equal(state.done, true);
});

Deno.test("LetterLane tries again where no sender can be opened", async () => {
  const setup = new Setup();
  const { senders, time } = setup;
  senders.refusal = new Error("No broker");
  const state = setup.write(letter("a"));
  await time.advance(5_000);
  deepEqual([setup.delays[0], state.done], [senders.refusal, false]);
  senders.refusal = undefined;
  await time.advance(1_000);
  senders.last.answer(ACKNOWLEDGED);
  await settle();
  equal(state.done, true);
});

Deno.test("LetterLane bounds its batches by number and by bytes, but no single letter", async () => {
  const setup = new Setup();
  const { senders } = setup;
  const large = letterOf({ offset: 0, value: Buffer.alloc(700_000, "x") });
  const middle = letterOf({ offset: 0, value: Buffer.alloc(100_000, "x") });
  const many = Array.from({ length: 1_500 }, () => letter("c"));
  setup.write(letter("a"), large, middle, middle, middle, middle, middle, middle, ...many);
  for (let batches = 1; batches <= 5; batches++) {
    await settle();
    senders.last.answer(ACKNOWLEDGED);
    equal(senders.writes.length, batches);
  }
  await settle();
  const sizes = senders.writes.map(({ values }) => values.length);
  deepEqual(sizes, [1, 1, 5, 1_000, 501]);
  equal(setup.written, 1_508);
});

Deno.test("LetterLane gives up what is not acknowledged when it is closed, and stops at once", async () => {
  const setup = new Setup();
  const { senders, lane, time } = setup;
  const state = setup.write(letter("a"));
  await settle();
  const closed = lane.close();
  deepEqual(senders.closed, [0]);
  senders.last.answer({ kind: "retriable", error: new Error("cut") });
  await closed;
  await time.advance(10_000);
  deepEqual([state.done, senders.writes.length, setup.delays.length], [false, 1, 0]);
  deepEqual([time.pending, lane.size], [0, 1]);
});

Deno.test("LetterLane starts again after it was idle", async () => {
  const setup = new Setup();
  for (const value of ["a", "b", "c"]) {
    const state = setup.write(letter(value));
    await settle();
    setup.senders.last.answer(ACKNOWLEDGED);
    await settle();
    equal(state.done, true);
  }
});

const tooLarge: WriteOutcome = {
  kind: "fatal",
  error: Object.assign(new Error("Too large"), { type: "MESSAGE_TOO_LARGE", retriable: false }),
};

Deno.test("LetterLane halves what is too large, in order, each time by another sender", async () => {
  const setup = new Setup();
  const { senders, time } = setup;
  const state = setup.write(...["a", "b", "c", "d", "e"].map(letter));
  await settle();
  for (const left of ["abcde", "abc"]) {
    equal(senders.last.values.join(""), left);
    senders.last.answer(tooLarge);
    await settle();
  }
  const written: string[] = [];
  for (let batch = 0; batch < 3; batch++) {
    written.push(senders.last.values.join(""));
    senders.last.answer(ACKNOWLEDGED);
    await settle();
  }
  deepEqual(written, ["ab", "cd", "e"]);
  deepEqual([state.done, setup.written, setup.delays], [true, 5, []]);
  deepEqual([senders.closed, senders.last.sender, time.pending], [[0, 1], 2, 0]);
  setup.write(letter("f"), letter("g"), letter("h"));
  await settle();
  equal(senders.last.values.length, 3);
});

Deno.test("LetterLane never drops a letter that is too large by itself, and tries it slowly", async () => {
  const setup = new Setup();
  const { senders, time } = setup;
  const state = setup.write(letter("a"), letter("b"));
  await settle();
  senders.last.answer(tooLarge);
  await settle();
  for (let attempt = 1; attempt <= 4; attempt++) {
    deepEqual([senders.last.values, senders.writes.length], [["a"], 1 + attempt]);
    senders.last.answer(tooLarge);
    await time.advance(29_999);
    equal(senders.writes.length, 1 + attempt);
    await time.advance(1);
  }
  deepEqual([setup.delays.length, setup.lane.size, state.done], [4, 2, false]);
  senders.last.answer(ACKNOWLEDGED);
  await settle();
  deepEqual(senders.last.values, ["b"]);
  senders.last.answer(ACKNOWLEDGED);
  await settle();
  equal(state.done, true);
});
