import { equal, ok, rejects } from "node:assert/strict";
import { Run } from "./run.ts";

const SUPERVISOR = `${import.meta.dirname}/fixtures/supervisor.ts`;
const DEADLINE_MS = 20_000;

/** Waits until it is so, or fails. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + DEADLINE_MS;
  while (!await isSo()) {
    ok(performance.now() < end, `in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** A process that has ended and waits for its parent to notice counts as ended. */
async function lives(pid: number): Promise<boolean> {
  const script = `. ${import.meta.dirname}/process.sh && started ${pid}`;
  const { stdout } = await new Deno.Command("sh", { args: ["-c", script], stderr: "null" })
    .output();
  return stdout.length > 1;
}

async function noneLives(pids: readonly number[]): Promise<boolean> {
  return (await Promise.all(pids.map(lives))).every((isAlive) => !isAlive);
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function startSupervisor(
  parent: string,
): Promise<{ process: Deno.ChildProcess; pids: number[]; folder: string; guard: number }> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-read", "--allow-write", "--allow-run=sh", SUPERVISOR, parent],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return { process, ...JSON.parse(new TextDecoder().decode(value)) };
}

Deno.test("Run ends its processes and removes its folder at close()", () =>
  withFolder(async (parent) => {
    const run = await Run.open(parent);
    const child = run.spawn("sleeper", ["sleep", "600"]);
    const paused = run.spawn("paused", ["sleep", "600"]);
    paused.kill("SIGSTOP");
    await run.close();
    ok(!child.alive && !paused.alive);
    ok(!await exists(run.folder));
  }));

Deno.test("Run leaves nothing behind when its supervisor is killed", () =>
  withFolder(async (parent) => {
    const { process, pids, folder } = await startSupervisor(parent);
    ok((await Promise.all(pids.map(lives))).every((isAlive) => isAlive));
    process.kill("SIGKILL");
    await process.status;
    await until("every process has ended", () => noneLives(pids));
    await until("the folder is gone", async () => !await exists(folder));
  }));

Deno.test("the next Run clears away what is left when supervisor and guard were killed", () =>
  withFolder(async (parent) => {
    const { process, pids, folder, guard } = await startSupervisor(parent);
    Deno.kill(guard, "SIGKILL");
    process.kill("SIGKILL");
    await process.status;
    ok((await Promise.all(pids.map(lives))).every((isAlive) => isAlive));
    const next = await Run.open(parent);
    await until("every process has ended", () => noneLives(pids));
    await until("the folder is gone", async () => !await exists(folder));
    ok(await exists(next.folder));
    await next.close();
  }));

Deno.test("Run leaves a living run alone", () =>
  withFolder(async (parent) => {
    const first = await Run.open(parent);
    const child = first.spawn("sleeper", ["sleep", "600"]);
    const second = await Run.open(parent);
    await second.close();
    ok(child.alive);
    ok(await exists(first.folder));
    await first.close();
  }));

Deno.test("Run starts nothing any more once its folder is gone", () =>
  withFolder(async (parent) => {
    const run = await Run.open(parent);
    await Deno.remove(`${run.folder}/pids`, { recursive: true });
    const child = run.spawn("late", ["sleep", "600"], { stdout: "/dev/null", stderr: "/dev/null" });
    equal((await child.ended).code, 1);
    await run.close();
    await rejects(async () => await Promise.resolve(run.spawn("later", ["true"])), /being closed/);
  }));

Deno.test("Child tells the end, its signal and the last lines", () =>
  withFolder(async (parent) => {
    const run = await Run.open(parent);
    const child = run.spawn("speaker", ["sh", "-c", "echo one; echo two >&2; exec sleep 600"]);
    await until("it has spoken", async () => (await child.tail(2)).length === 2);
    const { signal } = await child.stop(5_000);
    equal(signal, "SIGTERM");
    equal((await child.tail(2)).join(), "one,two");
    child.kill("SIGKILL");
    await run.close();
  }));
