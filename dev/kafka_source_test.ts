import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import { readSettings } from "@kafka-sim/common/settings";
import { findKafka, type SourceOptions } from "./kafka_source.ts";
import { devSettings } from "./settings.ts";

const SOURCE = {
  brokers: ["127.0.0.1:1"],
  embedded: undefined,
  close: () => Promise.resolve(),
};

function options(args: string[], told: string[] = []): SourceOptions {
  return {
    settings: readSettings(devSettings, { args, env: () => undefined }),
    signal: new AbortController().signal,
    keep: undefined,
    progress: () => {},
    onAddresses: (brokers: readonly string[]) => void told.push(...brokers),
    onChange: () => {},
  } as unknown as SourceOptions;
}

function unavailable(message: string): ProgramError {
  return new ProgramError("java_missing", message, { remedy: "Install it" });
}

Deno.test("findKafka() takes the one that is named and starts none", async () => {
  const told: string[] = [];
  const source = await findKafka(options(["--kafka", "host:9092"], told));
  deepEqual(source.brokers, ["host:9092"]);
  equal(source.embedded, undefined);
  deepEqual(told, ["host:9092"]);
});

Deno.test("findKafka() goes on to the next way where the machine lacks what one takes", async () => {
  const ways = [
    () => Promise.reject(unavailable("no Java")),
    () => Promise.resolve(undefined),
    () => Promise.resolve(SOURCE),
  ];
  equal(await findKafka(options([]), ways), SOURCE);
});

Deno.test("findKafka() says of every way why not, and names all ways", async () => {
  const ways = ["no Java", "no Docker"].map((text) => () => Promise.reject(unavailable(text)));
  await rejects(findKafka(options([]), ways), (error) => {
    ok(error instanceof ProgramError);
    match(error.message, /no Java; no Docker/);
    for (const way of ["--kafka", "Java 17", "Python 3", "proxy", "Docker"]) {
      ok(error.remedy.includes(way));
    }
    return true;
  });
});

Deno.test("findKafka() does not hide a failure behind another way", async () => {
  const full = new ProgramError("disk_full", "Only 1 MB is free", { remedy: "Make room" });
  const ways = [() => Promise.reject(full), () => Promise.resolve(SOURCE)];
  await rejects(findKafka(options([]), ways), full);
});
