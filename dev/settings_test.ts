import { deepEqual, equal, match, ok, throws } from "node:assert/strict";
import { readSettings, SettingsError } from "@kafka-sim/common/settings";
import { checkSettings, devSettings } from "./settings.ts";

const NO_ENV = () => undefined;

function problems(args: string[], env: (name: string) => string | undefined = NO_ENV): string {
  let found = "";
  throws(() => readSettings(devSettings, { args, env }, checkSettings), (error) => {
    ok(error instanceof SettingsError);
    found = error.message;
    return true;
  });
  return found;
}

Deno.test("devSettings by themselves are one node, one producer, one consumer", () => {
  const settings = readSettings(devSettings, { args: [], env: NO_ENV }, checkSettings);
  deepEqual(
    [settings.cluster, settings.producers, settings.consumers, settings.prepare],
    [1, 1, 1, false],
  );
  equal(settings.kafka, undefined);
});

Deno.test("devSettings are all refused at once, with value and rule", () => {
  const text = problems(["--cluster", "2", "--rate=-1", "--output", "poem", "--wat"]);
  match(text, /"--cluster" as it must be one of 1, 3: current value is "2"/);
  match(text, /"--rate" \(TICK_RATE\) as it must be a number above 0/);
  match(text, /"--output" \(OUTPUT\)/);
  match(text, /"--wat"/);
});

Deno.test("devSettings refuse what makes no sense together", () => {
  match(problems(["--symbols", "a", "--universe", "3"]), /"--symbols" with "--universe"/);
  match(problems(["--kafka", "a:1", "--cluster", "3"]), /"--kafka" .* "--cluster"/);
  const env = (name: string) => name === "KAFKA_BROKERS" ? "a:1" : undefined;
  match(problems(["--keep", "d"], env), /"--kafka" \(KAFKA_BROKERS\)/);
});
