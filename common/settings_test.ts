import { deepEqual, equal, match, throws } from "node:assert/strict";
import { helpText, settingsMarkdown } from "./help.ts";
import { decimal, onOff, text, wholeNumber } from "./setting_types.ts";
import { operationSettings } from "./shared_settings.ts";
import { readSettings, type Settings, type SettingsError } from "./settings.ts";

const TABLE = {
  rate: {
    flag: "rate",
    env: "TICK_RATE",
    value: "N",
    unit: "ticks/s",
    default: "10",
    meaning: "ticks sent",
    parse: decimal(),
  },
  batch: { flag: "batch", value: "N", meaning: "records in one", parse: wholeNumber({ min: 1 }) },
  tls: { flag: "tls", env: "KAFKA_TLS", meaning: "connect with TLS", parse: onOff() },
  name: { flag: "name", value: "NAME", default: "x", meaning: "name", parse: text() },
} as const;

function read(
  args: string[],
  env: Record<string, string> = {},
  check?: (settings: Settings<typeof TABLE>) => string[],
): Settings<typeof TABLE> {
  return readSettings(TABLE, { args, env: (name) => env[name] }, check);
}

Deno.test("readSettings() prefers the flag to the environment to the default", () => {
  equal(read(["--rate", "1"], { TICK_RATE: "2" }).rate, 1);
  equal(read([], { TICK_RATE: "2" }).rate, 2);
  equal(read([]).rate, 10);
  equal(read([], { TICK_RATE: "" }).rate, 10);
  equal(read([]).batch, undefined);
});

Deno.test("readSettings() reads a switch from flag and environment", () => {
  equal(read(["--tls"]).tls, true);
  equal(read([], { KAFKA_TLS: "true" }).tls, true);
  equal(read([]).tls, false);
});

Deno.test("readSettings() freezes what it returns", () => equal(Object.isFrozen(read([])), true));

Deno.test("readSettings() reports every problem at once, with value and remedy", () => {
  const args = ["--rate", "-1", "--batch", "--name=", "--rat", "word"];
  throws(() => read(args, { KAFKA_TLS: "yes" }), (error: SettingsError) => {
    deepEqual(
      [...error.problems].sort(),
      [
        'Cannot read setting "--batch" as it must be a whole number of at least 1: current value is ""',
        'Cannot read setting "--name" as it must not be empty: current value is ""',
        'Cannot read setting "--rate" (TICK_RATE) as it must be a number above 0: current value is "-1"',
        'Cannot read setting "--tls" (KAFKA_TLS) as it must be true or false: current value is "yes"',
        'Cannot use argument "--rat": see --help',
        'Cannot use argument "word": see --help',
      ].sort(),
    );
    return true;
  });
});

Deno.test("readSettings() asks the rules between settings once each can be read", () => {
  const check = ({ rate }: { rate: number }) => rate > 100 ? ["Too fast"] : [];
  throws(() => read(["--rate", "101"], {}, check), { problems: ["Too fast"] });
  equal(read(["--rate", "100"], {}, check).rate, 100);
});

Deno.test("helpText() names flag, unit, default and environment of each setting", () => {
  const help = helpText({ name: "producer", summary: "Sends ticks." }, TABLE);
  match(help, /--rate N +ticks sent, ticks\/s, default 10 \[TICK_RATE\]/);
  match(help, /--version/);
});

Deno.test("helpText() has --healthcheck where there is a health port", () => {
  const program = { name: "producer", summary: "Sends ticks." };
  equal(helpText(program, TABLE).includes("--healthcheck"), false);
  match(helpText(program, { ...TABLE, port: operationSettings.healthPort }), /--healthcheck/);
});

Deno.test("settingsMarkdown() has a row for each setting", () => {
  equal(settingsMarkdown(TABLE).split("\n").length, 2 + Object.keys(TABLE).length);
});
