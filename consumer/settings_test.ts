import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { readSettings, SettingsError } from "@kafka-sim/common/settings";
import { checkSettings, consumerSettings } from "./settings.ts";

function read(args: string[], env: Record<string, string> = {}) {
  return readSettings(consumerSettings, { args, env: (name) => env[name] }, checkSettings);
}

function problems(args: string[]): readonly string[] {
  let found: readonly string[] = [];
  throws(() => read(args), (error) => {
    found = (error as SettingsError).problems;
    return error instanceof SettingsError;
  });
  return found;
}

Deno.test("The consumer's defaults are those of the docs", () => {
  const settings = read([]);
  const { topic, group, from, groupSession, heartbeat, fetchWait } = settings;
  deepEqual([topic, group, from], ["stock_ticks", "tick-consumers", "earliest"]);
  deepEqual([groupSession, heartbeat, fetchWait], [10_000, 1_000, 500]);
  const { output, footer, ledger, dlq, duration } = settings;
  deepEqual([output, footer, ledger, dlq, duration], new Array(5).fill(undefined));
});

Deno.test("The consumer's settings come from flags before the environment", () => {
  const env = { KAFKA_GROUP: "theirs", CONSUME_FROM: "latest", OUTPUT: "" };
  const { group, from, output } = read(["--group", "mine"], env);
  deepEqual([group, from, output], ["mine", "latest", undefined]);
});

Deno.test("The consumer's wrong settings are all reported, with value and rule", () => {
  const found = problems([
    "--from=middle",
    "--output=chart",
    "--dlq=a/b",
    "--group= ",
    "--heartbeat=1",
    "--fetch-size=0",
    "--duration=5",
  ]);
  equal(found.length, 7);
  for (const flag of ["from", "output", "dlq", "group", "heartbeat", "fetch-size", "duration"]) {
    equal(found.filter((problem) => problem.includes(`"--${flag}"`)).length, 1, flag);
  }
});

Deno.test("The consumer waits for a registry only where it has one", () => {
  const [problem, ...others] = problems(["--format=avro"]);
  equal(others.length, 0);
  ok(problem?.includes("--registry"));
  const { format, registry } = read(["--registry=http://localhost:8081/"]);
  deepEqual([format, registry], ["json", "http://localhost:8081"]);
});

Deno.test("The consumer's signs of life and waits must fit into the group's patience", () => {
  const found = problems(["--group-session-timeout=6s", "--heartbeat=3s", "--fetch-wait=2001ms"]);
  equal(found.length, 2);
  ok(found[0]?.includes('"--heartbeat"') && found[0].includes("6000 ms"));
  ok(found[1]?.includes('"--fetch-wait"'));
  read(["--group-session-timeout=6s", "--heartbeat=2s", "--fetch-wait=2s"]);
});

Deno.test("The consumer's published permissions name each of its environment variables", async () => {
  const file = new URL("./permissions.json", import.meta.url);
  const { env } = JSON.parse(await Deno.readTextFile(file));
  for (const row of Object.values(consumerSettings)) {
    ok(env.includes(row.env), `${row.env} in consumer/permissions.json`);
  }
});
