import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { readSettings, SettingsError } from "../settings.ts";
import { checkTopicsSettings, topicsSettings } from "./settings.ts";

function read(...args: string[]) {
  return readSettings(topicsSettings, { args, env: () => undefined }, checkTopicsSettings);
}

function problems(...args: string[]): readonly string[] {
  let found: readonly string[] = [];
  throws(() => read(...args), (error) => {
    found = (error as SettingsError).problems;
    return error instanceof SettingsError;
  });
  return found;
}

Deno.test("topicsSettings leaves open what is not given", () => {
  const { topic, dlq, partitions, replicationFactor, retention, config, check } = read();
  deepEqual([topic, check], ["stock_ticks", false]);
  deepEqual([dlq, partitions, replicationFactor, retention, config], Array(5).fill(undefined));
});

Deno.test("topicsSettings reads a retention, and for ever", () => {
  equal(read("--retention", "168h").retention, 604_800_000);
  equal(read("--retention=off").retention, -1);
});

Deno.test("topicsSettings reads several configs, with commas in their values", () => {
  deepEqual(read("--config", "cleanup.policy=compact,delete,segment.bytes=100000").config, {
    "cleanup.policy": "compact,delete",
    "segment.bytes": "100000",
  });
});

Deno.test("topicsSettings reports all that is wrong at once", () => {
  const found = problems(
    ...["--partitions=0", "--replication-factor=x", "--min-insync-replicas=0", "--retention=0"],
    ...["--topic=a b", "--dlq=", "--config=novalue", "--config2"],
  );
  equal(found.length, 8);
});

Deno.test("checkTopicsSettings() refuses what contradicts itself", () => {
  equal(problems("--topic=a", "--dlq=a").length, 1);
  equal(problems("--replication-factor=2", "--min-insync-replicas=3").length, 1);
  equal(problems("--config=retention.ms=5,min.insync.replicas=1").length, 2);
  ok(read("--replication-factor=2", "--min-insync-replicas=2", "--dlq=off"));
});

Deno.test("The topic program's published permissions name each of its environment variables", async () => {
  const { env } = JSON.parse(
    await Deno.readTextFile(new URL("./permissions.json", import.meta.url)),
  );
  for (const setting of Object.values(topicsSettings)) {
    const name = "env" in setting ? setting.env : undefined;
    ok(name === undefined || env.includes(name), `${name} in common/topics/permissions.json`);
  }
});
