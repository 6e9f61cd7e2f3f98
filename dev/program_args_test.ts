import { deepEqual, equal, ok } from "node:assert/strict";
import { readSettings } from "@kafka-sim/common/settings";
import { consumerArgs, producerArgs, programEnv, topicsArgs } from "./program_args.ts";
import { type DevSettings, devSettings } from "./settings.ts";

const TARGET = { brokers: ["127.0.0.1:1", "127.0.0.1:2"], clusterId: "id" };

function read(...args: string[]): DevSettings {
  return readSettings(devSettings, { args, env: () => undefined });
}

Deno.test("the programs get what was asked for, and the cluster they belong to", () => {
  const settings = read("--rate", "100", "--speed", "60", "--symbols", "mine.txt");
  deepEqual(producerArgs(settings, TARGET), [
    "--brokers=127.0.0.1:1,127.0.0.1:2",
    "--cluster-id=id",
    "--log-level=INFO",
    "--rate=100",
    "--speed=60",
    "--symbols=mine.txt",
    "--drain-timeout=10s",
    "--health-port=0",
  ]);
});

Deno.test("three nodes get six partitions, and symbols that fill them", () => {
  const settings = read("--cluster", "3");
  ok(topicsArgs(settings, TARGET).join(" ").includes("--partitions 6 --replication-factor 3"));
  ok(producerArgs(settings, TARGET).includes("--universe=60"));
  ok(producerArgs(read("--cluster", "3", "--universe", "9"), TARGET).includes("--universe=9"));
  ok(!producerArgs(read(), TARGET).join().includes("universe"));
});

Deno.test("with a registry the ticks are Avro, and its topics are created", () => {
  const settings = read("--registry");
  const target = { ...TARGET, registry: "http://127.0.0.1:3/apis/ccompat/v7" };
  ok(topicsArgs(settings, TARGET).includes("--registry-topics"));
  for (
    const args of [
      producerArgs(settings, target),
      consumerArgs(settings, target, { number: 1, footer: "/f" }),
    ]
  ) {
    ok(args.includes("--format=avro"), args.join());
    ok(args.includes("--registry=http://127.0.0.1:3/apis/ccompat/v7"), args.join());
  }
  ok(!topicsArgs(read(), TARGET).includes("--registry-topics"));
  ok(!producerArgs(read(), TARGET).join().includes("avro"));
});

Deno.test("only the first consumer draws a table, all may write lines", () => {
  const outputs = (settings: DevSettings) =>
    [1, 2].map((number) =>
      consumerArgs(settings, TARGET, { number, footer: "/f" }).filter((arg) =>
        arg.startsWith("--output") || arg.startsWith("--footer")
      ).join()
    );
  deepEqual(outputs(read()), ["--footer=/f", "--output=none"]);
  deepEqual(outputs(read("--output", "table")), ["--output=table,--footer=/f", "--output=none"]);
  deepEqual(outputs(read("--output", "json")), ["--output=json,--footer=/f", "--output=json"]);
});

Deno.test("the environment's words on another Kafka do not reach the programs of this one", () => {
  equal(programEnv(read()).KAFKA_TLS, "");
  equal(programEnv(read()).HEALTH_PORT, "");
  equal(programEnv(read("--kafka", "a:1")).KAFKA_TLS, undefined);
});
