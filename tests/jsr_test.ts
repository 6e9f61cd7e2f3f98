/** The programs start with JSR's packages and with the stand-ins. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { makeFolder } from "./support/environment.ts";
import { FakeJsr } from "./support/fake_jsr.ts";
import { cleanEnv } from "./support/program.ts";

const ROOT = decodeURIComponent(new URL("..", import.meta.url).pathname);
const NOTICE = /^JSR cannot be reached: stand-ins replace @std\/log and @std\/cli/m;
const DECODER = new TextDecoder();

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A clone of the project with caches of its own, but for npm's packages, which need no fetching. */
class Clone {
  readonly #folder: string;
  readonly #cache: string;
  readonly #jsr: string;

  private constructor(folder: string, cache: string, jsr: string) {
    this.#folder = folder;
    this.#cache = cache;
    this.#jsr = jsr;
  }

  static async make(jsr: FakeJsr): Promise<Clone> {
    const parent = await makeFolder("jsr");
    // People have such folders.
    const clone = new Clone(`${parent}/my projects #1/kafka-sim`, `${parent}/cache`, jsr.url);
    await clone.#copy("");
    await Deno.mkdir(`${clone.#cache}/deno`, { recursive: true });
    await Deno.symlink(`${await denoDir()}/npm`, `${clone.#cache}/deno/npm`);
    return clone;
  }

  /** Runs a task of `deno.json`. */
  async task(args: readonly string[], choice = ""): Promise<Result> {
    const { KAFKA_SIM_IMPORT_MAP: _, ...env } = cleanEnv();
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", ...args],
      cwd: this.#folder,
      clearEnv: true,
      env: {
        ...env,
        NO_COLOR: "1",
        DENO_DIR: `${this.#cache}/deno`,
        JSR_URL: this.#jsr,
        KAFKA_SIM_CACHE: `${this.#cache}/kafka-sim`,
        KAFKA_SIM_JSR: choice,
      },
    }).output();
    return { code, stdout: DECODER.decode(stdout), stderr: DECODER.decode(stderr) };
  }

  async #copy(path: string): Promise<void> {
    await Deno.mkdir(`${this.#folder}/${path}`, { recursive: true });
    for await (const { name, isDirectory, isFile } of Deno.readDir(`${ROOT}${path}`)) {
      if (name.startsWith(".") || name === "node_modules") continue;
      if (isDirectory) await this.#copy(`${path}${name}/`);
      else if (isFile) {
        await Deno.copyFile(`${ROOT}${path}${name}`, `${this.#folder}/${path}${name}`);
      }
    }
  }
}

async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(DECODER.decode(stdout)).denoDir;
}

/** What a program says that uses both packages: it reads arguments and logs events. */
function problems({ code, stderr }: Result): string[] {
  equal(code, 2, stderr);
  const events = stderr.split("\n").filter((line) => line.startsWith("{"));
  return events.map((line) => JSON.parse(line).problem);
}

const REFUSED = [
  'Cannot read setting "--rate" (TICK_RATE) as it must be a number above 0 and at most 1000000: ' +
  'current value is "fast"',
];

Deno.test("where JSR is reached its packages are used, and it is asked once only", async () => {
  await using jsr = await FakeJsr.start(true);
  const clone = await Clone.make(jsr);
  const first = await clone.task(["producer", "--rate=fast"]);
  deepEqual(problems(first), REFUSED);
  equal(NOTICE.test(first.stderr), false);
  ok(jsr.requests >= 6, `${jsr.requests} requests for two packages of three files`);
  const asked = jsr.requests;
  deepEqual(problems(await clone.task(["producer", "--rate=fast"])), REFUSED);
  equal(jsr.requests, asked);
});

Deno.test("where JSR is not reached the stand-ins are used with a notice, and it is asked once only", async () => {
  await using jsr = await FakeJsr.start(false);
  const clone = await Clone.make(jsr);
  const first = await clone.task(["producer", "--rate=fast"]);
  deepEqual(problems(first), REFUSED);
  match(first.stderr, NOTICE);
  ok(jsr.requests > 0);
  const asked = jsr.requests;
  const second = await clone.task(["producer", "--rate=fast"]);
  deepEqual(problems(second), REFUSED);
  match(second.stderr, NOTICE);
  equal(jsr.requests, asked);
});

Deno.test("KAFKA_SIM_JSR forces either, and says what is wrong", async () => {
  await using jsr = await FakeJsr.start(false);
  const clone = await Clone.make(jsr);
  const standins = await clone.task(["producer", "--rate=fast"], "standins");
  deepEqual(problems(standins), REFUSED);
  equal(NOTICE.test(standins.stderr), false);
  equal(jsr.requests, 0);

  const demanded = await clone.task(["producer", "--version"], "jsr");
  equal(demanded.code, 1);
  match(demanded.stderr, /^Cannot fetch @std\/log and @std\/cli from JSR, as KAFKA_SIM_JSR=jsr/);
  match(demanded.stderr, /\nUnset KAFKA_SIM_JSR: the project's own stand-ins/);

  const wrong = await clone.task(["producer", "--version"], "yes");
  equal(wrong.code, 2);
  match(wrong.stderr, /must be auto, jsr or standins: current value is "yes"\nUnset it/);
});

Deno.test("KAFKA_SIM_JSR=jsr uses JSR's packages where the stand-ins were used before", async () => {
  await using jsr = await FakeJsr.start(true);
  const clone = await Clone.make(jsr);
  deepEqual(problems(await clone.task(["producer", "--rate=fast"], "standins")), REFUSED);
  equal(jsr.requests, 0);
  deepEqual(problems(await clone.task(["producer", "--rate=fast"], "jsr")), REFUSED);
  ok(jsr.requests >= 6, String(jsr.requests));
});
