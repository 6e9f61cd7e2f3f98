import type { Message } from "kafkajs";
import { BackOff } from "./back_off.ts";
import { isTooLarge } from "./kafkajs_errors.ts";
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
  /** An attempt failed, one for its size only if it was a single letter; the next one follows. */
  readonly onDelayed: (error: unknown) => void;
}

/** kafkajs' work grows with the square of it. */
const MOST_LETTERS = 1_000;
/** Together with one record of the largest size it stays below what the topic takes. */
const MOST_BYTES = 512 * 1024;
/** What a letter has on top of its record and the detail. */
const ADDED_BYTES = 200;
/** Only a person can help where a single letter is too large: the topic has to take more. */
const TOO_LARGE_PAUSE_MS = 30_000;

type DeliveryEnd = "acknowledged" | "too large" | "closed";

interface Waiting {
  readonly letter: Letter;
  /** Called when this one is acknowledged; the last one of those that came together has it. */
  readonly done: (() => void) | undefined;
}

/**
 * Writes dead letters to one partition, in their order, one batch at a time, each again and again
 * until it is acknowledged; in smaller batches where one is too large for the topic.
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
    let most = MOST_LETTERS;
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      const batch = this.#seal(most);
      const now = time.now();
      const messages = batch.map(({ letter }) => letterMessage(letter, partition, now));
      const end = await this.#deliver(messages);
      if (end === "closed") return;
      if (end === "too large") {
        most = Math.ceil(batch.length / 2);
        continue;
      }
      this.#waiting.splice(0, batch.length);
      onWritten(batch.length);
      for (const { done } of batch) done?.();
    }
    this.#isRunning = false;
  }

  /** The next letters that go together, at most so many. */
  #seal(most: number): readonly Waiting[] {
    let bytes = 0;
    const room = this.#waiting.findIndex(({ letter }, at) => {
      bytes += sizeOf(letter);
      return at > 0 && bytes > MOST_BYTES;
    });
    return this.#waiting.slice(0, Math.min(most, room < 0 ? Infinity : room));
  }

  /** Resolves when they are acknowledged, or there are several and the topic does not take them. */
  async #deliver(messages: readonly Message[]): Promise<DeliveryEnd> {
    const { time, onDelayed } = this.#options;
    const { signal } = this.#stop;
    const backOff = new BackOff();
    while (!signal.aborted) {
      const outcome = await this.#attempt(messages);
      if (outcome.kind === "acknowledged") return "acknowledged";
      if (signal.aborted) break;
      const tooLarge = isTooLarge(outcome.error);
      // Other letters under the same producer id could be taken for a repetition of these.
      if (outcome.kind === "fatal" || tooLarge) await this.#drop();
      if (tooLarge && messages.length > 1) return "too large";
      onDelayed(outcome.error);
      await time.wait(tooLarge ? TOO_LARGE_PAUSE_MS : backOff.next(), signal);
    }
    return "closed";
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
