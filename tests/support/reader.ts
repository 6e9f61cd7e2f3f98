import { equal } from "node:assert/strict";
import { makeFolder } from "./environment.ts";
import { TestProgram } from "./program.ts";

/** What a {@linkcode Reader} reads, and where from. */
export interface ReaderPlan {
  readonly brokers: string;
  readonly topic: string;
  readonly group?: string;
  /** @default {"none"} */
  readonly output?: "json" | "lines" | "none";
  /** Further flags of the consumer. */
  readonly flags?: readonly string[];
}

/** A consumer under test that notes down what it handles. It ends when this test ends. */
export class Reader {
  readonly program: TestProgram;
  readonly ledger: string;

  private constructor(program: TestProgram, ledger: string) {
    this.program = program;
    this.ledger = ledger;
  }

  static async start(
    { brokers, topic, group = "tests", output = "none", flags = [] }: ReaderPlan,
  ): Promise<Reader> {
    const ledger = `${await makeFolder(topic)}/consumer.ledger`;
    const program = await TestProgram.start("consumer", [
      ...[`--brokers=${brokers}`, `--topic=${topic}`, `--group=${group}`, `--output=${output}`],
      ...[`--ledger=${ledger}`, "--health-port=0", ...flags],
    ]);
    return new Reader(program, ledger);
  }

  /** Ends it in order, once it has begun. */
  async finish(): Promise<void> {
    await this.program.event("startup_complete");
    const { code } = await this.program.stop();
    equal(code, 0, this.program.stderr);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
  }
}
