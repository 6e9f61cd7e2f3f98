import { equal } from "node:assert/strict";
import { makeFolder } from "./environment.ts";
import { type LoggedEvent, TestProgram } from "./program.ts";
import { type ProducerHistory, readHistory } from "./sent_history.ts";
import { until } from "./until.ts";

/** What a {@linkcode Load} sends, and where to. */
export interface LoadPlan {
  readonly brokers: string;
  readonly topic: string;
  /** Ticks per second. */
  readonly rate: number;
  /** Further flags of the producer. */
  readonly flags?: readonly string[];
}

/** Enough symbols for the keys to reach each of six partitions. */
const UNIVERSE = 60;

/** A producer under test that notes down what it sends. It ends when this test ends. */
export class Load {
  readonly program: TestProgram;
  readonly ledger: string;

  private constructor(program: TestProgram, ledger: string) {
    this.program = program;
    this.ledger = ledger;
  }

  static async start({ brokers, topic, rate, flags = [] }: LoadPlan): Promise<Load> {
    const ledger = `${await makeFolder(topic)}/producer.ledger`;
    const program = await TestProgram.start("producer", [
      ...[`--brokers=${brokers}`, `--topic=${topic}`, `--rate=${rate}`, `--universe=${UNIVERSE}`],
      ...[`--ledger=${ledger}`, "--health-port=0", ...flags],
    ]);
    return new Load(program, ledger);
  }

  /** Waits until each partition has acknowledged something that comes due only after this moment. */
  async flows(seconds: number = 30): Promise<void> {
    await this.program.event("startup_complete");
    const due = await until("something due in each partition", 30, async () => {
      const counts = await this.program.metrics("kafka_sim_records_due_total");
      return counts.size > 0 && [...counts.values()].every((count) => count > 0) && counts;
    });
    const flows = async () => {
      const done = await this.program.metrics("kafka_sim_records_acknowledged_total");
      return [...due].every(([partition, count]) => (done.get(partition) ?? 0) > count);
    };
    const what = () => `an acknowledgement in each partition; so far:\n${this.program.stderr}`;
    await until(what, seconds, flows);
  }

  /** Ends it in order, once it has begun, and reads what it noted down. */
  async finish(): Promise<ProducerHistory> {
    await this.program.event("startup_complete");
    const { code } = await this.program.stop();
    equal(code, 0, this.program.stderr);
    return readHistory(this.ledger)!;
  }

  /** What it had to report so far: warnings and errors. */
  get troubles(): readonly LoggedEvent[] {
    return this.program.events.filter(({ level }) => level === "WARN" || level === "ERROR");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
  }
}
