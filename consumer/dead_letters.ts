import type { EventLog } from "@kafka-sim/common/log";
import { isTooLarge } from "./kafkajs_errors.ts";
import type { Letter } from "./letter.ts";
import { LetterLane } from "./letter_lane.ts";
import type { OpenLetterSender } from "./letter_sender.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode DeadLetters}. */
export interface DeadLettersOptions {
  /** The dead letter topic, and how many partitions it has. */
  readonly topic: string;
  readonly partitions: number;
  readonly open: OpenLetterSender;
  readonly time: Time;
  readonly log: EventLog;
  /** So many are acknowledged. */
  readonly onWritten: (count: number) => void;
}

/**
 * Writes what cannot be used to the dead letter topic. The letters of one partition stay in their
 * order. A lane is opened only when it is needed.
 */
export class DeadLetters {
  readonly #options: DeadLettersOptions;
  readonly #lanes = new Map<number, LetterLane>();
  /** What was said last of each partition that is delayed. */
  readonly #delayed = new Map<number, "too large" | "delayed">();

  constructor(options: DeadLettersOptions) {
    this.#options = options;
  }

  /** The dead letter topic. */
  get topic(): string {
    return this.#options.topic;
  }

  /** Letters that are not acknowledged. */
  get waiting(): number {
    return [...this.#lanes.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Writes letters of one partition; resolves when they are acknowledged, however long it takes.
   * After `close()` it never does.
   */
  write(partition: number, letters: readonly Letter[]): Promise<void> {
    return this.#lane(partition % this.#options.partitions).write(letters);
  }

  /** Gives up what is not acknowledged: the group will deliver it again. */
  async close(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
  }

  #lane(partition: number): LetterLane {
    let lane = this.#lanes.get(partition);
    if (!lane) {
      const { open, time } = this.#options;
      lane = new LetterLane({
        partition,
        open,
        time,
        onWritten: (count) => this.#written(partition, count),
        onDelayed: (error) => this.#delay(partition, error),
      });
      this.#lanes.set(partition, lane);
    }
    return lane;
  }

  #written(partition: number, count: number): void {
    const { topic, log, onWritten } = this.#options;
    if (this.#delayed.delete(partition)) log.info("dead_letters_resumed", { topic, partition });
    onWritten(count);
  }

  /** Says it once: the attempts that follow meet the same fault, unless a size is refused. */
  #delay(partition: number, error: unknown): void {
    const { topic, log } = this.#options;
    const state = isTooLarge(error) ? "too large" : "delayed";
    const advice = state === "too large" ? adviseOnSize(topic) : {};
    const event = { topic, partition, waiting: this.waiting, ...advice, error };
    const isKnown = this.#delayed.get(partition) === state;
    log[isKnown ? "debug" : "warn"]("dead_letters_delayed", event);
    this.#delayed.set(partition, state);
  }
}

function adviseOnSize(topic: string): { problem: string; remedy: string } {
  return {
    problem: `A dead letter is larger than topic "${topic}" takes; its partition waits until then`,
    remedy: `Raise max.message.bytes of "${topic}" above that of the topic it comes from`,
  };
}
