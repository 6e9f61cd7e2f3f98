import { DEAD_LETTER } from "@kafka-sim/common/headers";
import type { Intake } from "./intake.ts";
import { printable } from "./printable.ts";
import { type GivenRecord, lastHeaderOf } from "./record.ts";
import type { IntakeOptions } from "./tick_intake.ts";
import type { SeenLetter } from "./view.ts";

/** Takes dead letters: counts and shows them. None of them is ever sent on. */
export class LetterIntake implements Intake {
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  begin(partition: number, first: bigint, end: bigint): void {
    this.#options.partitions.begin(partition, first, end);
  }

  take(partition: number, record: GivenRecord): undefined {
    const { partitions, statistics, metrics, view, now } = this.#options;
    const handled = now();
    const due = Number(record.timestamp);
    const offset = BigInt(record.offset);
    const redelivered = partitions.give(partition, offset, handled);
    const counted = { due, handled, redelivered, rejected: false };
    statistics.add(counted);
    metrics.count(partition, counted);
    view.letter({ ...readLetter(record), partition, offset, due });
  }
}

/** What a dead letter says of itself; a record that says nothing is shown all the same. */
function readLetter(
  record: GivenRecord,
): Pick<SeenLetter, "reason" | "message" | "origin" | "key" | "value"> {
  const text = (name: string) => {
    const bytes = lastHeaderOf(record, name);
    return bytes && printable(bytes);
  };
  const topic = text(DEAD_LETTER.topic);
  const [partition, offset] = [text(DEAD_LETTER.partition), text(DEAD_LETTER.offset)];
  return {
    reason: text(DEAD_LETTER.reason) ?? "unknown",
    message: text(DEAD_LETTER.detail) ?? "It does not say why it is here",
    origin: topic === undefined || partition === undefined || offset === undefined
      ? undefined
      : { topic, partition: Number(partition), offset },
    key: printable(record.key),
    value: printable(record.value),
  };
}
