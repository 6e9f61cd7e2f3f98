import { DEAD_LETTER } from "@kafka-sim/common/headers";
import type { Intake } from "./intake.ts";
import type { Letter } from "./letter.ts";
import { printable } from "./printable.ts";
import { type GivenRecord, lastHeaderOf } from "./record.ts";
import { Tally } from "./tally.ts";
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

  take(partition: number, records: readonly GivenRecord[]): Letter[] {
    const { partitions, statistics, metrics, view, now } = this.#options;
    const tally = new Tally(now());
    for (const record of records) {
      const { offset, timestamp: due } = record;
      tally.add(due, partitions.give(partition, offset, tally.handled));
      view.letter({ ...readLetter(record), partition, offset: BigInt(offset), due });
    }
    statistics.add(tally);
    metrics.count(partition, tally);
    return [];
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
