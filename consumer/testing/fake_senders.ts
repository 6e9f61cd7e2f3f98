import type { Message } from "kafkajs";
import type { LetterSender, OpenLetterSender, WriteOutcome } from "../letter_sender.ts";

/** A request that a test answers. */
export interface PendingWrite {
  /** Which sender got it: they are counted from 0. */
  readonly sender: number;
  /** Values, as text. */
  readonly values: readonly string[];
  readonly messages: readonly Message[];
  answer(outcome: WriteOutcome): void;
}

/** Senders whose requests wait for the test to answer them. */
export class FakeSenders {
  /** Requests in the order in which they came. */
  readonly writes: PendingWrite[] = [];
  /** Senders closed so far, by number. */
  readonly closed: number[] = [];
  /** Partitions that senders were opened for. */
  readonly opened: number[] = [];
  /** Thrown instead of opening one. */
  refusal: Error | undefined;

  readonly open: OpenLetterSender = (partition) => {
    if (this.refusal) return Promise.reject(this.refusal);
    const number = this.opened.push(partition) - 1;
    const sender: LetterSender = {
      write: (messages) => this.#take(number, messages),
      close: () => Promise.resolve(void this.closed.push(number)),
    };
    return Promise.resolve(sender);
  };

  /** The latest request. */
  get last(): PendingWrite {
    return this.writes.at(-1)!;
  }

  #take(sender: number, messages: readonly Message[]): Promise<WriteOutcome> {
    const { promise, resolve } = Promise.withResolvers<WriteOutcome>();
    const values = messages.map(({ value }) => String(value));
    this.writes.push({ sender, values, messages, answer: resolve });
    return promise;
  }
}

/** All is well. */
export const ACKNOWLEDGED: WriteOutcome = { kind: "acknowledged" };
