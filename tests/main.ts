/** `deno task test`: the gate, then the suites on a real Kafka; see `--help`. */
import { runBeside } from "./runner/beside.ts";
import { Clusters } from "./runner/clusters.ts";
import { Screen } from "./runner/screen.ts";
import { runStep, type StepResult } from "./runner/step.ts";
import { chooseSuites, type Suite, SUITES } from "./runner/suites.ts";

const ROOT = decodeURIComponent(new URL("..", import.meta.url).pathname);
const MEMBERS = ["common", "producer", "consumer", "auditor", "dev", "lab"];
/** Suites beside each other: two cores are what CI has. */
const BESIDE = 2;
const GATE_LIMIT = 400;

const HELP = `Tests everything: the gate, then each suite on a real Kafka.

Usage: deno task test [SUITE…]     without a name: the gate and all suites

${
  SUITES.map(({ name, meaning, isOnRequest }) =>
    `  ${name.padEnd(12)} ${meaning}${isOnRequest ? " (only where named)" : ""}`
  ).join("\n")
}

KAFKA_SIM_TEST_SEED=N repeats the random moments of a run, which prints its seed.
The last line is "N passed, N failed"; the exit code is 0 if none failed.
`;

/** Runs the steps and sums up. */
class Runner {
  passed = 0;
  failed = 0;
  readonly #screen = new Screen();
  readonly #signal: AbortSignal;
  readonly #env: Record<string, string>;
  readonly #figures: string;
  readonly #seed: number;

  constructor(signal: AbortSignal, folder: string, seed: number) {
    this.#signal = signal;
    this.#figures = `${folder}/figures`;
    this.#seed = seed;
    this.#env = { KAFKA_SIM_TEST_FOLDER: folder, KAFKA_SIM_TEST_SEED: String(seed) };
  }

  async gate(): Promise<void> {
    const mapped = importMapFlag();
    const members = [...MEMBERS, "tests"];
    await this.#step("format", ["fmt", "--check", "--quiet"]);
    await this.#step("lint", ["lint", "--quiet"]);
    await this.#step("types", ["check", "--quiet", ...mapped, ...members]);
    await this.#step("unit tests", [
      ...["test", "--quiet", "--allow-all", "--no-check", "--parallel", ...mapped],
      ...[...MEMBERS, "tests/runner", "tests/support"],
    ]);
  }

  async suites(suites: readonly Suite[]): Promise<void> {
    this.#screen.line(`Random moments of this run: KAFKA_SIM_TEST_SEED=${this.#seed}`);
    const clusters = await this.#startKafka(suites);
    if (!clusters) return;
    try {
      for (const suite of suites.filter(({ isAlone }) => isAlone)) {
        await this.#suite(suite);
        await clusters.heal();
      }
      const others = suites.filter(({ isAlone }) => !isAlone);
      await runBeside(others, BESIDE, (suite) => this.#suite(suite));
    } finally {
      await clusters.close();
    }
  }

  close(): void {
    this.#screen.close();
    // What did not run has not passed.
    if (this.#signal.aborted) {
      this.failed++;
      this.#screen.line("✗ ended before all had run");
    }
    this.#screen.line(`${this.passed} passed, ${this.failed} failed`);
  }

  async #startKafka(suites: readonly Suite[]): Promise<Clusters | undefined> {
    const needs = new Set(suites.flatMap(({ needs }) => needs));
    const start = performance.now();
    this.#screen.begin("Kafka");
    try {
      const clusters = await Clusters.start(needs, this.#signal);
      this.#env.KAFKA_SIM_TEST_CLUSTERS = clusters.address;
      if (needs.size > 0) this.#report("Kafka", start, { passed: 0, failed: 0, output: "" });
      return clusters;
    } catch (error) {
      const output = error instanceof Error ? error.message : String(error);
      this.#report("Kafka", start, { passed: 0, failed: suites.length, output });
      return undefined;
    } finally {
      this.#screen.end("Kafka");
    }
  }

  async #suite({ name, limit }: Suite): Promise<void> {
    const command = ["test", "--quiet", "--allow-all", "--no-check", ...importMapFlag()];
    await this.#step(name, [...command, `tests/${name}_test.ts`], limit);
  }

  async #step(name: string, args: readonly string[], limit: number = GATE_LIMIT): Promise<void> {
    if (this.#signal.aborted) return;
    const start = performance.now();
    this.#screen.begin(name);
    const figures = `${this.#figures}-${name}`;
    const env = { ...this.#env, KAFKA_SIM_TEST_FIGURES: figures };
    const result = await runStep(args, { cwd: ROOT, env, signal: this.#signal, limit });
    this.#screen.end(name);
    if (this.#signal.aborted) return;
    this.#report(name, start, result);
    const told = await Deno.readTextFile(figures).catch(() => "");
    for (const line of told.split("\n").filter(Boolean)) this.#screen.line(`    ${line}`);
  }

  #report(name: string, start: number, { passed, failed, output }: StepResult): void {
    this.passed += passed;
    this.failed += failed;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const counts = [passed > 0 && `${passed} passed`, failed > 0 && `${failed} failed`];
    const result = counts.filter(Boolean).join(", ") || "ok";
    const mark = failed > 0 ? "✗" : "✓";
    this.#screen.line(`${mark} ${name.padEnd(12)} ${seconds.padStart(6)} s  ${result}`);
    if (failed > 0) this.#screen.line(output.trimEnd());
  }
}

function importMapFlag(): string[] {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  return map ? [`--import-map=${map}`] : [];
}

async function main(names: readonly string[]): Promise<number> {
  if (names.includes("--help")) {
    Deno.stdout.writeSync(new TextEncoder().encode(HELP));
    return 0;
  }
  const suites = chooseSuites(names);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(name, () => stop.abort(new Error(`Ended by ${name}`)));
  }
  const folder = await Deno.makeTempDir({ prefix: "kafka-sim-test-" });
  const seed = Number(Deno.env.get("KAFKA_SIM_TEST_SEED")) || Date.now() % 1_000_000;
  const runner = new Runner(stop.signal, folder, seed);
  try {
    if (names.length === 0) await runner.gate();
    await runner.suites(suites);
  } finally {
    runner.close();
    await Deno.remove(folder, { recursive: true });
  }
  return runner.failed > 0 ? 1 : 0;
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
  Deno.exit(2);
}
