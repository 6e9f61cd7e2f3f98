import type { Contestant } from "./contestant.ts";
import { ProgramEvents } from "./program_events.ts";

/** More than any machine can carry: the lanes are never short of work. */
const RATE = 500_000;
/** Enough symbols for the keys to reach each of six partitions. */
const UNIVERSE = 60;
const STOP_MS = 60_000;

/**
 * The producer as its users start it, market, headers and all. It counts from its first tick to the
 * last acknowledgement; it is stopped when enough is acknowledged, and delivers what is under way.
 */
export const ownProducer: Contestant = {
  name: "kafka-sim producer",
  discipline: "produce",
  isOurs: true,
  run: (stage, topic, records) =>
    stage.program("producer", [
      ...[`--brokers=${stage.brokers}`, `--topic=${topic}`, "--health-port=0"],
      ...[`--rate=${RATE}`, `--universe=${UNIVERSE}`],
    ], async (child) => {
      using events = new ProgramEvents(child, stage.signal);
      await events.metric("kafka_sim_records_acknowledged_total", records);
      await child.stop(STOP_MS);
      const end = await events.event("shutdown_complete");
      const acknowledged = Number(end.acknowledged);
      return { records: acknowledged, seconds: acknowledged / Number(end.ticks_per_second) };
    }),
};
