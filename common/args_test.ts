import { deepEqual } from "node:assert/strict";
import { readArgs } from "./args.ts";

const FLAGS = { values: ["rate", "topic"], switches: ["tls"] };

function read(...args: string[]): { given: Record<string, string>; unknown: readonly string[] } {
  const { given, unknown } = readArgs(args, FLAGS);
  return { given: Object.fromEntries(given), unknown };
}

Deno.test("readArgs() takes values after a space and after an equals sign", () => {
  deepEqual(read("--rate", "5", "--topic=a=b"), {
    given: { rate: "5", topic: "a=b" },
    unknown: [],
  });
});

Deno.test("readArgs() takes a negative value after an equals sign", () => {
  deepEqual(read("--rate=-1").given, { rate: "-1" });
});

Deno.test("readArgs() takes a negative number after a space for the flag's value, and no other dash", () => {
  deepEqual(read("--rate", "-1"), { given: { rate: "-1" }, unknown: [] });
  deepEqual(read("--rate", "-.5", "--topic", "-7d").given, { rate: "-.5", topic: "-7d" });
  deepEqual(read("--tls", "-1").given, { tls: "true" });
  deepEqual(read("--tls", "-1", "-2").unknown.length, 2);
  deepEqual(read("--rate", "-x").given, { rate: "" });
  deepEqual(read("--rate", "--", "-1").given, { rate: "" });
});

Deno.test("readArgs() reads a value flag without a value as empty text", () => {
  deepEqual(read("--rate", "--tls").given, { rate: "", tls: "true" });
  deepEqual(read("--rate").given, { rate: "" });
});

Deno.test("readArgs() reports what no flag names", () => {
  deepEqual(read("--rat", "5", "-x", "word").unknown.includes("--rat"), true);
  deepEqual(read("--nope=1").unknown, ["--nope=1"]);
});

Deno.test("readArgs() lets the last of a repeated flag count", () => {
  deepEqual(read("--rate", "1", "--rate", "2").given, { rate: "2" });
});

Deno.test("readArgs() has a switch's text as typed, so that nonsense can be refused", () => {
  deepEqual(read("--tls=no").given, { tls: "no" });
  deepEqual(read("--tls", "--tls=false").given, { tls: "false" });
  deepEqual(read("--rate=1").given, { rate: "1" });
  deepEqual(read("--", "--tls").given, {});
});
