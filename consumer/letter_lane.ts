import type { Message } from "kafkajs";
import { BackOff } from "./back_off.ts";
import { type Letter, letterMessage } from "./letter.ts";
import type { LetterSender, OpenLetterSender, WriteOutcome } from "./letter_sender.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode LetterLane}. */
export interface LetterLaneOptions {
  /** Of the dead letter topic. */
  readonly partition: number;
  readonly open: OpenLetterSender;
  readonly time: Time;
  /** So many letters are acknowledged. */
  readonly onWritten: (count: number) => void;
  /** An attempt failed; the next one follows. */
  readonly onDelayed: (error: unknown) => void;
}

/** kafkajs' work grows with the square of it. */
const MOST_LETTERS = 1_000;
/** Together with one record of the largest size it stays below what the topic takes. */
const MOST_BYTES = 512 * 1024;
/** What a letter has on top of its record and the detail. */
const ADDED_BYTES = 200;

interface Waiting {
  readonly letter: Letter;
  /** Called when this one is acknowledged; the last one of those that came together has it. */
  readonly done: (() => void) | undefined;
}

/**
 * Writes dead letters to one partition, in their order, one batch at a time, each again and again
 * until it is acknowledged.
 */
export class LetterLane {
  readonly #options: LetterLaneOptions;
  readonly #stop = new AbortController();
  readonly #waiting: Waiting[] = [];
  #sender: LetterSender | undefined;
  #running = Promise.resolve();
  #isRunning = false;

  constructor(options: LetterLaneOptions) {
    this.#options = options;
  }

  /** Letters that are not acknowledged. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Resolves when these are acknowledged; never, if the lane is closed before. */
  write(letters: readonly Letter[]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    letters.forEach((letter, at) => {
      this.#waiting.push({ letter, done: at === letters.length - 1 ? resolve : undefined });
    });
    if (!this.#isRunning) this.#running = this.#run();
    return promise;
  }

  /** Gives up what is not acknowledged. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#sender?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { partition, time, onWritten } = this.#options;
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      const batch = this.#seal();
      const now = time.now();
      const messages = batch.map(({ letter }) => letterMessage(letter, partition, now));
      if (!await this.#deliver(messages)) return;
      this.#waiting.splice(0, batch.length);
      onWritten(batch.length);
      for (const { done } of batch) done?.();
    }
    this.#isRunning = false;
  }

  /** The next letters that go together. */
  #seal(): readonly Waiting[] {
    let bytes = 0;
    const room = this.#waiting.findIndex(({ letter }, at) => {
      bytes += sizeOf(letter);
      return at > 0 && bytes > MOST_BYTES;
    });
    return this.#waiting.slice(0, Math.min(MOST_LETTERS, room < 0 ? Infinity : room));
  }

  /** Returns whether they are acknowledged: they are, unless the lane is closed. */
  async #deliver(messages: readonly Message[]): Promise<boolean> {
    const { time, onDelayed } = this.#options;
    const { signal } = this.#stop;
    const backOff = new BackOff();
    while (!signal.aborted) {
      const outcome = await this.#attempt(messages);
      if (outcome.kind === "acknowledged") return true;
      if (signal.aborted) break;
      onDelayed(outcome.error);
      if (outcome.kind === "fatal") await this.#drop();
      await time.wait(backOff.next(), signal);
    }
    return false;
  }

  async #attempt(messages: readonly Message[]): Promise<WriteOutcome> {
    try {
      this.#sender ??= await this.#options.open(this.#options.partition);
    } catch (error) {
      return { kind: "retriable", error };
    }
    if (this.#stop.signal.aborted) await this.#sender.close();
    return await this.#sender.write(messages);
  }

  async #drop(): Promise<void> {
    const sender = this.#sender;
    this.#sender = undefined;
    await sender?.close();
  }
}

/** Bytes, roughly. */
function sizeOf({ record: { key, value, headers = {} }, detail }: Letter): number {
  const inHeaders = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((one) => name.length + ((one as { length?: number } | null)?.length ?? 0))
  );
  const inRecord = (key?.length ?? 0) + (value?.length ?? 0) + inHeaders.reduce((a, b) => a + b, 0);
  return inRecord + detail.length + ADDED_BYTES;
}
