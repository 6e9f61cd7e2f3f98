/**
 * Measures the time from `deno task dev` to the first consumed tick, and prints the median:
 *
 *     deno run --allow-env --allow-read --allow-write --allow-run dev/measure_start.ts [RUNS [KIND…]]
 *
 * Kinds are warm, cold and npx; by itself all. Cold is a start on a machine that has only Node, Java and Maven: every cache is empty. What npx
 * needs to find and start Deno comes on top and is measured apart.
 */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const RUNS = 5;
const NPX_PACKAGE = `deno@${Deno.version.deno}`;

/** Milliseconds from the start to the first line that the consumer prints. */
async function firstTick(env: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "dev", "--output=json"],
    cwd: ROOT,
    env: { ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const told = new Response(child.stderr).text();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const time = performance.now() - start;
  child.kill("SIGTERM");
  while (!(await reader.read()).done);
  await child.status;
  if (!value) throw new Error(`It ended without a tick:\n${await told}`);
  return time;
}

/** With caches of its own that are empty, and removed afterwards. */
async function coldStart(): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "kafka-sim-cold-" });
  try {
    return await firstTick({
      KAFKA_SIM_CACHE: `${folder}/kafka-sim`,
      DENO_DIR: `${folder}/deno`,
      MAVEN_OPTS: `-Dmaven.repo.local=${folder}/maven`,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Milliseconds that npx takes longer to start Deno than starting it takes. */
async function npxShare(): Promise<number> {
  const viaNpx = await timeOf("npx", ["-y", NPX_PACKAGE, "--version"]);
  return viaNpx - await timeOf(Deno.execPath(), ["--version"]);
}

async function timeOf(program: string, args: string[]): Promise<number> {
  const start = performance.now();
  await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output();
  return performance.now() - start;
}

async function measure(name: string, runs: number, once: () => Promise<number>): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await once() / 1000);
  const each = times.map((time) => time.toFixed(2)).join(" ");
  const median = times.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!;
  print(`${name.padEnd(5)} ${median.toFixed(2).padStart(6)}   (${each})`);
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const KINDS: Readonly<Record<string, () => Promise<number>>> = {
  warm: () => firstTick({}),
  cold: coldStart,
  npx: npxShare,
};

const [count = String(RUNS), ...kinds] = Deno.args;
const runs = Number(count);
if (!(Number.isInteger(runs) && runs > 0)) throw new Error(`Cannot run ${count} times`);
print(`Seconds to the first consumed tick, median of ${runs}; npx: what it adds`);
for (const kind of kinds.length > 0 ? kinds : Object.keys(KINDS)) {
  const once = KINDS[kind];
  if (!once) {
    throw new Error(`Cannot measure "${kind}": there are ${Object.keys(KINDS).join(", ")}`);
  }
  // What the first one caches is not measured.
  if (kind === "warm") await once();
  await measure(kind, runs, once);
}
