import { ProgramError } from "@kafka-sim/common/errors";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import { type Progress, withProgress } from "../kafka/progress.ts";
import type { Contestant } from "./contestant.ts";
import type { Measurement } from "./measurement.ts";
import { ownProducer } from "./own_producer.ts";
import type { Rounds } from "./report.ts";
import { sampleValues } from "./sample.ts";
import type { BenchSize } from "./settings.ts";
import type { Stage } from "./stage.ts";
import { BenchTopics, PARTITIONS } from "./topics.ts";
import { turns } from "./turns.ts";

/** Options of {@linkcode Competition}. */
export interface CompetitionOptions {
  readonly stage: Stage;
  /** For what is done between the measurements. */
  readonly connect: () => KafkaClient;
  readonly size: BenchSize;
  readonly progress: Progress;
}

/** The topic that is read by all, full of our producer's ticks. */
const READ = "bench_read";
const SAMPLE_EACH = 500;

/** Lets contestants have their turns, one at a time, and checks that they did what they say. */
export class Competition {
  readonly #options: CompetitionOptions;
  readonly #topics: BenchTopics;
  #count = 0;

  constructor(options: CompetitionOptions) {
    this.#options = options;
    this.#topics = new BenchTopics(options.connect, options.stage);
  }

  /**
   * Fills the topic that is read, which also warms the brokers up, and takes the values from it that
   * all the others send.
   */
  async prepare(): Promise<void> {
    const { stage, connect, size, progress } = this.#options;
    await withProgress(progress, "Filling the topic to read", async () => {
      await this.#topics.create(READ);
      // Our consumer does not start without a topic for dead letters.
      await this.#topics.create(`${READ}_dlq`);
      await ownProducer.run(stage, READ, size.records);
      const values = await sampleValues(connect, {
        ...{ topic: READ, partitions: PARTITIONS, each: SAMPLE_EACH },
        signal: stage.signal,
      });
      await Deno.writeTextFile(stage.payload, `${values.join("\n")}\n`);
    });
  }

  /** All rounds of these contestants. */
  async rounds(contestants: readonly Contestant[]): Promise<Rounds> {
    const { size, progress } = this.#options;
    const measured = new Map<Contestant, Measurement[]>(contestants.map((one) => [one, []]));
    for (const [round, row] of turns(contestants, size.rounds).entries()) {
      for (const contestant of row) {
        const line = `Round ${round + 1} of ${size.rounds}: ${contestant.name}`;
        const measure = () =>
          contestant.discipline === "produce" ? this.#send(contestant) : this.#read(contestant);
        measured.get(contestant)!.push(await withProgress(progress, line, measure));
      }
    }
    return measured;
  }

  async #send(contestant: Contestant): Promise<Measurement> {
    const { stage, size } = this.#options;
    const topic = `bench_${++this.#count}`;
    await this.#topics.create(topic);
    const measurement = await contestant.run(stage, topic, size.records);
    checkCount(contestant, measurement.records, await this.#topics.count(topic));
    await this.#topics.remove(topic);
    return measurement;
  }

  async #read(contestant: Contestant): Promise<Measurement> {
    const { stage, size } = this.#options;
    const measurement = await contestant.run(stage, READ, size.records);
    checkCount(contestant, measurement.records, Math.max(measurement.records, size.records));
    return measurement;
  }
}

/** A rate of records that are not there would be worth nothing. */
function checkCount({ name }: Contestant, told: number, found: number): void {
  if (told === found) return;
  const message = `Cannot trust the figures of ${name}: it told of ${told} records, and ` +
    `there are ${found}`;
  throw new ProgramError("records_missing", message, { remedy: "Report this as a defect" });
}
