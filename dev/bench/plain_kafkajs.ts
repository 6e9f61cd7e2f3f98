import type { Contestant } from "./contestant.ts";

/** kafkajs as its documentation shows it, in a program of its own: `plain/main.ts`. */
function plain(discipline: Contestant["discipline"], name: string): Contestant {
  return {
    name,
    discipline,
    run: (stage, topic, records) =>
      stage.program(
        "dev/bench/plain",
        [discipline, stage.brokers, topic, String(records), stage.payload],
        async (child) => {
          await child.ended;
          const lines = await child.tail(1);
          return JSON.parse(lines[0] ?? "");
        },
      ),
  };
}

/** Batches of 1,000, one partition each, by one idempotent producer. */
export const plainProducer: Contestant = plain("produce", "plain kafkajs");

/** Batches as they are fetched, none of their records parsed. */
export const plainConsumer: Contestant = plain("consume", "plain kafkajs, nothing parsed");
