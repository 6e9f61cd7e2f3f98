import type { Engine, EngineFactory, SealedBatch, SendOutcome } from "../engine.ts";

/** A request that a test answers. */
export interface PendingSend {
  /** Which engine got it: they are counted from 0. */
  readonly engine: number;
  readonly batch: SealedBatch;
  answer(outcome: SendOutcome): void;
}

/** Engines whose requests wait for the test to answer them. */
export class FakeEngines {
  /** Requests in the order in which they came. */
  readonly sends: PendingSend[] = [];
  /** Engines closed so far, by number. */
  readonly closed: number[] = [];
  /** How many were asked for, refused ones too. */
  asked = 0;
  /** Thrown instead of making an engine. */
  refusal: Error | undefined;
  capacity: number = Number.MAX_SAFE_INTEGER;

  readonly factory: EngineFactory = () => {
    const number = this.asked++;
    if (this.refusal) return Promise.reject(this.refusal);
    const engine: Engine = {
      capacity: this.capacity,
      send: (batch) => new Promise((answer) => this.sends.push({ engine: number, batch, answer })),
      close: () => {
        this.closed.push(number);
        return Promise.resolve();
      },
    };
    return Promise.resolve(engine);
  };

  /** The latest request. */
  get last(): PendingSend {
    return this.sends.at(-1)!;
  }
}
