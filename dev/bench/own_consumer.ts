import type { Contestant } from "./contestant.ts";
import { ProgramEvents } from "./program_events.ts";

const STOP_MS = 60_000;

/**
 * The consumer as its users start it, without an output: it parses every record, checks its sequence,
 * counts and commits. It counts from the moment it has its partitions.
 */
export const ownConsumer: Contestant = {
  name: "kafka-sim consumer",
  discipline: "consume",
  isOurs: true,
  run: (stage, topic, records) =>
    stage.program("consumer", [
      ...[`--brokers=${stage.brokers}`, `--topic=${topic}`, "--health-port=0"],
      ...["--output=none", `--group=bench-${crypto.randomUUID()}`],
    ], async (child) => {
      using events = new ProgramEvents(child, stage.signal);
      const { time } = await events.event("partitions_assigned");
      const last = await events.metric("kafka_sim_records_handled_total", records);
      await child.stop(STOP_MS);
      const perMillisecond = last.value / (last.time - Date.parse(String(time)));
      return { records, seconds: records / perMillisecond / 1000 };
    }),
};
