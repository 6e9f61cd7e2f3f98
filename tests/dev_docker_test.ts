/** `deno task dev` on a machine that has neither Java nor Python, and Docker: on a real engine. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { ensureCompose } from "../lab/engine/compose.ts";
import type { Engine } from "../lab/engine/engine.ts";
import { hostProblem, thisHost } from "../lab/engine/require_host.ts";
import { withEngine } from "../lab/engine/with_engine.ts";
import { ensureStandIns } from "../lab/images/ensure.ts";
import { devCommand } from "./support/dev.ts";
import { makeFolder, tell } from "./support/environment.ts";
import { Mark } from "./support/marked.ts";
import { TestProgram } from "./support/program.ts";
import { until } from "./support/until.ts";
import { linkAllButJava } from "./support/without_java.ts";

/** What the guard and Docker take to end all. */
const GONE_SECONDS = 15;
/** How the projects of runs are named, and so all that belongs to them. */
const OF_RUNS = "name=kafka-sim-run-";
const LISTS = [
  ["ps", "--all", "--quiet", "--filter", OF_RUNS],
  ["volume", "ls", "--quiet", "--filter", OF_RUNS],
  ["network", "ls", "--quiet", "--filter", OF_RUNS],
];

const problem = await hostProblem(thisHost());
if (problem && !Deno.env.get("CI")) {
  // One that is not run has to be told; in CI it has to run.
  tell(`task dev in Docker is not tested here, as ${problem.why}`);
  Deno.test(`task dev in Docker is not tested on this machine, as ${problem.why}`, () => {});
} else {
  Deno.test("task dev in Docker", async (t) => {
    const path = await makeFolder("path");
    await linkAllButJava(path, Deno.env.get("PATH") ?? "");
    await withEngine(async (engine) => {
      await ensureCompose(engine, () => {});
      await ensureStandIns(engine, () => {}, ["apache/kafka:4.3.1"]);
      for (const [name, test] of Object.entries(TESTS)) {
        await t.step(name, () => test(engine, path));
      }
    });
  });
}

const TESTS: Readonly<Record<string, (engine: Engine, path: string) => Promise<void>>> = {
  "ticks flow, and it ends after its duration with nothing left": async (engine, path) => {
    const mark = new Mark();
    const start = performance.now();
    await using program = await dev(engine, path, { mark, args: ["--duration=10s"] });
    await firstTick(program);
    tell(`task dev in Docker to its first tick: ${seconds(performance.now() - start)}`);
    await standing(engine, 1);
    equal((await program.end(60)).code, 0, program.stderr);
    match(program.stderr, /Kafka localhost:\d+; logs/);
    match(program.stderr, /producer-1: due [1-9]\d*, acknowledged [1-9]\d*/);
    await gone(engine, LISTS);
    await mark.nothingLeft(GONE_SECONDS);
  },

  "what only Java's Kafka can do is refused, with all ways": async (engine, path) => {
    const args = ["--cluster=3", "--registry"];
    await using program = await dev(engine, path, { mark: new Mark(), args });
    equal((await program.end(30)).code, 1);
    match(
      program.stderr,
      /no Java in JAVA_HOME or PATH.*cannot do --cluster 3, --registry\nDo one/,
    );
  },

  "kill -9 of the supervisor leaves nothing, of two runs at once": async (engine, path) => {
    const mark = new Mark();
    const other = new Mark();
    await using first = await dev(engine, path, { mark, args: [] });
    await using second = await dev(engine, path, { mark: other, args: [] });
    await Promise.all([firstTick(first), firstTick(second)]);
    await standing(engine, 2);
    for (const one of [mark, other]) {
      Deno.kill((await one.find(/\/dev\/main\.ts/)).pid, "SIGKILL");
    }
    await gone(engine, LISTS);
    await mark.nothingLeft(GONE_SECONDS);
    await other.nothingLeft(GONE_SECONDS);
  },

  "kill -9 of all its processes at once leaves no container": async (engine, path) => {
    const mark = new Mark();
    await using program = await dev(engine, path, { mark, args: [] });
    await firstTick(program);
    await standing(engine, 1);
    for (const process of await mark.living()) Deno.kill(process.pid, "SIGKILL");
    await gone(engine, LISTS.slice(0, 1));
    await removeRest(engine);
  },
};

async function dev(
  engine: Engine,
  path: string,
  { mark, args }: { readonly mark: Mark; readonly args: readonly string[] },
): Promise<TestProgram> {
  const command = await engine.commandInside(devCommand(["--output=lines", "--rate=20", ...args]));
  const env = { ...engine.env, ...mark.env, PATH: path, JAVA_HOME: "" };
  return await TestProgram.start("producer", [], { command, env });
}

async function firstTick(program: TestProgram): Promise<void> {
  const found = await until(
    () => `a tick; so far:\n${program.stderr}`,
    60,
    () => program.stdout.includes("\n") && "ticks" || program.hasEnded && "end",
  );
  equal(found, "ticks", program.stderr);
}

/** So many runs have what a run takes: a container, a volume and two networks. */
async function standing(engine: Engine, runs: number): Promise<void> {
  const counts = await Promise.all(LISTS.map(async (list) => (await idsOf(engine, list)).length));
  deepEqual(counts, [runs, runs, 2 * runs]);
}

/** The ids of what Docker has of runs. */
async function idsOf(engine: Engine, list: readonly string[]): Promise<string[]> {
  const { success, stdout, stderr } = await engine.docker(list);
  ok(success, stderr);
  return stdout.split("\n").filter(Boolean);
}

async function gone(engine: Engine, lists: typeof LISTS): Promise<void> {
  const start = performance.now();
  let found: string[] = [];
  await until(() => `the end of ${found.join(", ")}`, GONE_SECONDS, async () => {
    found = (await Promise.all(lists.map((list) => idsOf(engine, list)))).flat();
    return found.length === 0;
  });
  tell(`task dev in Docker, nothing left there after ${seconds(performance.now() - start)}`);
}

/** What nothing out here was left to remove. */
async function removeRest(engine: Engine): Promise<void> {
  for (const [kind, list] of [["volume", LISTS[1]!], ["network", LISTS[2]!]] as const) {
    const { success, stderr } = await engine.docker([kind, "rm", ...await idsOf(engine, list)]);
    ok(success, stderr);
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
