/** `deno task dev` ends by itself, by signals and by kill -9, and keeps what it is told to. */
import { equal, match, ok } from "node:assert/strict";
import { devCommand } from "./support/dev.ts";
import { makeFolder } from "./support/environment.ts";
import { Mark } from "./support/marked.ts";
import { TestProgram } from "./support/program.ts";
import { TestTerminal } from "./support/terminal.ts";
import { until } from "./support/until.ts";

/** The guard lets a node end in order for 5 s, and what is told to end has its own deadlines. */
const GONE_SECONDS = 20;

async function start(
  mark: Mark,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TestProgram> {
  const command = devCommand(args);
  return await TestProgram.start("producer", [], { command, env: { ...mark.env, ...env } });
}

function lines(program: TestProgram): string[] {
  return program.stdout.trim().split("\n").filter((line) => line !== "");
}

async function consumes(program: TestProgram, count = 1): Promise<void> {
  const found = await until(`${count} ticks`, 60, () => {
    return lines(program).length >= count && "ticks" || program.hasEnded && "end";
  });
  equal(found, "ticks", program.stderr);
}

/** The figure of this name in the summary's line of this program. */
function summaryOf(program: TestProgram, name: string, figure: string): number {
  const line = program.stderr.split("\n").find((line) => line.startsWith(`${name}: `));
  const [, value] = new RegExp(`[ ,]${figure} ([\\d,.]+?)(,|$)`).exec(line ?? "") ?? [];
  ok(value !== undefined, `no "${figure}" of ${name} in:\n${program.stderr}`);
  return Number(value.replaceAll(",", ""));
}

Deno.test("task dev ends after its duration with a summary, exit code 0 and nothing left", async () => {
  const mark = new Mark();
  await using program = await start(mark, ["--duration=2s", "--output=json", "--rate=50"]);
  await consumes(program);
  await mark.living();
  equal((await program.end(60)).code, 0, program.stderr);
  for (const line of lines(program)) match(JSON.parse(line).symbol, /^[A-Z]+$/);
  ok(summaryOf(program, "producer-1", "acknowledged") > 50, program.stderr);
  equal(summaryOf(program, "consumer-1", "records"), lines(program).length);
  await mark.nothingLeft(GONE_SECONDS);
});

Deno.test("task dev leaves nothing behind, whichever of its processes is ended, and how", async () => {
  const cases: [string, RegExp, Deno.Signal, number | undefined][] = [
    ["the task", / task .* dev/, "SIGTERM", 0],
    ["the launcher", /launch\.ts dev/, "SIGHUP", 0],
    ["the launcher", /launch\.ts dev/, "SIGKILL", undefined],
    ["the supervisor", /\/dev\/main\.ts/, "SIGKILL", undefined],
  ];
  // All beside each other: runs on one machine do not see each other either.
  await Promise.all(cases.map(async ([who, pattern, signal, code]) => {
    const mark = new Mark();
    await using program = await start(mark, ["--output=json", "--rate=20"]);
    await consumes(program);
    Deno.kill((await mark.find(pattern)).pid, signal);
    const ended = await program.end(GONE_SECONDS);
    if (code !== undefined) equal(ended.code, code, `${signal} to ${who}:\n${program.stderr}`);
    await mark.nothingLeft(GONE_SECONDS);
  }));
});

Deno.test("task dev ends with the shell by which npx started it", async () => {
  const mark = new Mark();
  // npx hands a kill on to nobody; its shell, and no more, ends with it.
  const bin = await makeFolder("npx");
  await Deno.symlink(Deno.execPath(), `${bin}/deno`);
  const [, ...args] = devCommand(["--duration=60s", "--output=json", "--rate=50"]);
  const command = ["/bin/sh", "-c", `deno ${args.join(" ")}; exit $?`];
  const env = { ...mark.env, PATH: `${bin}:${Deno.env.get("PATH")}` };
  await using shell = await TestProgram.start("producer", [], { command, env });
  await consumes(shell);
  await mark.living();
  shell.kill("SIGKILL");
  await mark.nothingLeft(GONE_SECONDS);
});

Deno.test("task dev leaves nothing behind when its terminal is closed", async () => {
  const mark = new Mark();
  const size = { columns: 100, rows: 30 };
  await using terminal = new TestTerminal(devCommand([]), { ...size, env: mark.env });
  await terminal.shows(/AAPL +\d/, 60);
  await mark.living();
  terminal.close();
  await mark.nothingLeft(GONE_SECONDS);
});

Deno.test("task dev goes on from the data that it was told to keep", async () => {
  const folder = `${await makeFolder("keep")}/data`;
  const first = new Mark();
  await using program = await start(first, [`--keep=${folder}`, "--output=json", "--rate=50"]);
  await consumes(program, 50);
  await using second = await start(new Mark(), [`--keep=${folder}`]);
  equal((await second.end()).code, 1);
  match(second.stderr, /is in use by another run\nStop that, or name another/);
  equal((await program.stop()).code, 0, program.stderr);
  const sent = summaryOf(program, "producer-1", "acknowledged");
  await first.nothingLeft(GONE_SECONDS);

  // A group that has committed nothing finds all of it.
  const again = new Mark();
  const args = [`--keep=${folder}`, "--producers=0", "--output=json"];
  await using reader = await start(again, args, { KAFKA_GROUP: "another" });
  await consumes(reader, sent);
  equal((await reader.stop()).code, 0, reader.stderr);
  equal(lines(reader).length, sent);
  await again.nothingLeft(GONE_SECONDS);

  await using larger = await start(new Mark(), [`--keep=${folder}`, "--cluster=3"]);
  equal((await larger.end()).code, 1);
  match(larger.stderr, /holds the data of 1 node\(s\), not of 3/);
});

Deno.test("task dev works on a Kafka that is named, and ends when its own one is killed", async () => {
  const mark = new Mark();
  await using owner = await start(mark, ["--producers=0", "--consumers=0"]);
  const [, broker] = await until("the address", 60, () => {
    return /Kafka (127\.0\.0\.1:\d+); logs/.exec(owner.stderr) ?? undefined;
  });
  await using guest = await start(new Mark(), [
    ...[`--kafka=${broker}`, "--duration=2s", "--output=json", "--producers=2", "--consumers=2"],
  ]);
  equal((await guest.end()).code, 0, guest.stderr);
  ok(lines(guest).length > 0);
  ok(summaryOf(guest, "producer-2", "acknowledged") > 0);

  Deno.kill((await mark.find(/kafka\.Kafka/)).pid, "SIGKILL");
  equal((await owner.end()).code, 1);
  match(owner.stderr, /Kafka node 1 ended by SIGKILL/);
  await mark.nothingLeft(GONE_SECONDS);
});

Deno.test("task dev --cluster 3 kills, pauses and brings back nodes by its keys", async () => {
  const mark = new Mark();
  await using terminal = new TestTerminal(
    devCommand(["--cluster=3", "--rate=100"]),
    { columns: 160, rows: 50, env: mark.env },
  );
  await terminal.shows(/60 symbols · partitions 0–5/, 90);
  await terminal.shows(/node 1 up, leads [1-6].*node 2 up, leads \d.*node 3 up, leads \d/);
  await terminal.type("k");
  await terminal.shows(/Killed node \d, which led [2-6] partitions: r brings it back/);
  await terminal.shows(/node \d DEAD \d+ s, leads 0/);
  await terminal.shows(/Unacknowledged per partition .*\d: [1-9]\d*\.\d s/);
  await terminal.type("r");
  await terminal.shows(/Node \d is up/, 60);
  await terminal.type("p");
  await terminal.shows(/Paused node \d, which led \d partitions: p resumes it/);
  await terminal.shows(/node \d PAUSED \d+ s/);
  await terminal.type("p");
  await terminal.shows(/Resumed node \d/);
  await terminal.type("q");
  equal((await terminal.end(60)).code, 0, terminal.text.slice(-2000));
  match(terminal.text, /producer-1: due [\d,]+, acknowledged [\d,]+/);
  await mark.nothingLeft(GONE_SECONDS);
});
