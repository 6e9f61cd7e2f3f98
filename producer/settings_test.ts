import { deepEqual, equal, throws } from "node:assert/strict";
import { readSettings, SettingsError } from "@kafka-sim/common/settings";
import { checkSettings, producerSettings } from "./settings.ts";

function read(args: string[], env: Record<string, string> = {}) {
  return readSettings(producerSettings, { args, env: (name) => env[name] }, checkSettings);
}

function problems(args: string[]): readonly string[] {
  let found: readonly string[] = [];
  throws(() => read(args), (error) => {
    found = (error as SettingsError).problems;
    return error instanceof SettingsError;
  });
  return found;
}

Deno.test("The producer's defaults are those of the docs", () => {
  const settings = read([]);
  deepEqual(
    [settings.interval, settings.rate, settings.deliveryTimeout, settings.drainTimeout],
    [1_500, undefined, 120_000, 30_000],
  );
  deepEqual([settings.topic, settings.brokers], ["stock_ticks", ["localhost:9092"]]);
  deepEqual([settings.phase, settings.ledger, settings.duration], [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("The producer's settings come from flags before the environment", () => {
  const settings = read(["--rate", "2000", "--phase", "0"], { TICK_RATE: "1", TICK_SEED: "7" });
  deepEqual([settings.rate, settings.seed, settings.phase], [2_000, 7, 0]);
});

Deno.test("The producer's wrong settings are all reported, with value and rule", () => {
  const found = problems([
    "--interval=0s",
    "--rate=-1",
    "--phase=1",
    "--batch-size=0",
    "--buffer=many",
    "--duration=5",
  ]);
  equal(found.length, 6);
  for (const flag of ["interval", "rate", "phase", "batch-size", "buffer", "duration"]) {
    equal(found.filter((problem) => problem.includes(`"--${flag}"`)).length, 1, flag);
  }
});

Deno.test("The producer writes Avro only where it has a registry, and a schema only with Avro", () => {
  const avro = ["--format", "avro"];
  equal(problems(avro).filter((problem) => problem.includes("--registry")).length, 1);
  equal(problems(["--schema", "own.avsc"]).length, 1);
  const { format, registry, schema } = read([...avro, "--schema", "own.avsc"], {
    SCHEMA_REGISTRY_URL: "http://localhost:8081/",
  });
  deepEqual([format, registry, schema], ["avro", "http://localhost:8081", "own.avsc"]);
});

Deno.test("The producer's published permissions name each of its environment variables", async () => {
  const file = new URL("./permissions.json", import.meta.url);
  const { env } = JSON.parse(await Deno.readTextFile(file));
  for (const row of Object.values(producerSettings)) {
    equal(env.includes(row.env), true, `${row.env} in producer/permissions.json`);
  }
});

Deno.test("The producer takes its symbols from one place", () => {
  const [problem, ...others] = problems(["--symbols", "own.json", "--universe", "10"]);
  equal(others.length, 0);
  equal(problem?.includes('"--symbols" with "--universe"'), true);
});
