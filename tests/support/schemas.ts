import { openRun } from "../../dev/kafka/embedded.ts";
import type { Run } from "../../dev/guard/run.ts";
import { LocalRegistry } from "../../dev/registry/local_registry.ts";
import { makeFolder } from "./environment.ts";
import { TestProgram } from "./program.ts";

/** The project's schema of a tick. */
export const TICK_SCHEMA = Deno.readTextFileSync(
  new URL("../../schemas/tick.avsc", import.meta.url),
);

interface Field {
  readonly name: string;
  readonly type: unknown;
  readonly default?: unknown;
}

/** A real registry on a cluster of the tests. It ends when this test ends. */
export class TestRegistry {
  readonly #run: Run;
  readonly #local: LocalRegistry;

  private constructor(run: Run, local: LocalRegistry) {
    this.#run = run;
    this.#local = local;
  }

  /** Creates its topics as users do, beside those of `topic`, and starts it. */
  static async start(brokers: string, topic: string): Promise<TestRegistry> {
    await runTopics(brokers, topic);
    const run = await openRun();
    try {
      const local = await LocalRegistry.lay({ run, brokers: brokers.split(",") });
      await local.start();
      return new TestRegistry(run, local);
    } catch (error) {
      await run.close();
      throw error;
    }
  }

  get url(): string {
    return this.#local.url;
  }

  async kill(): Promise<void> {
    const child = this.#local.child;
    child?.kill("SIGKILL");
    await child?.ended;
  }

  /** Brings it back on the same port. */
  async restart(): Promise<void> {
    await this.#local.start();
  }

  /** Asks it by plain HTTP, without the project's client. */
  async ask(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const post = { method: "POST", body: JSON.stringify(body) };
    const headers = { "content-type": "application/vnd.schemaregistry.v1+json" };
    const response = await fetch(this.url + path, { headers, ...body === undefined ? {} : post });
    return await response.json();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run.close();
  }
}

/** Creates the topics of ticks, dead letters and registry. */
export async function runTopics(brokers: string, topic: string): Promise<void> {
  const args = [`--brokers=${brokers}`, `--topic=${topic}`, "--registry-topics"];
  await using program = await TestProgram.start("common/topics", args);
  const { code } = await program.end();
  if (code !== 0) throw new Error(program.stderr);
}

/** Writes a changed schema of a tick into a file; resolves to its path. */
export async function writeSchema(change: (fields: Field[]) => void): Promise<string> {
  const schema = JSON.parse(TICK_SCHEMA);
  change(schema.fields);
  const path = `${await makeFolder("schema")}/own.avsc`;
  await Deno.writeTextFile(path, JSON.stringify(schema));
  return path;
}
