import { deepEqual } from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);
const ROOMS = [
  "common",
  "consumer",
  "dev",
  "dev/kafka",
  "producer",
  "common/topics",
  "common/schema",
  "dev/registry",
  "dev/docker",
  "dev/images",
  "lab/engine",
  "lab/hosts",
  "lab/images",
];
/** Those of which every room below counts, too. */
const HOUSES = ["auditor", "dev"];
/** How errors for users are made: their code is the first text, or stands behind `code:`. */
const CODES =
  /(?:ProgramError|LedgerError|refuse)\(\s*"([a-z]+(?:_[a-z]+)+)"|(?:Judge|LogReader)Error\(\s*"([a-z_]+)"|code: "([a-z_]+)"/g;

async function* roomsBelow(room: string): AsyncGenerator<string> {
  yield room;
  for await (const { name, isDirectory } of Deno.readDir(new URL(`${room}/`, ROOT))) {
    if (isDirectory && name !== "testing") yield* roomsBelow(`${room}/${name}`);
  }
}

async function codes(): Promise<Set<string>> {
  const found = new Set<string>();
  const below = await Promise.all(HOUSES.map((house) => Array.fromAsync(roomsBelow(house))));
  for (const room of new Set([...ROOMS, ...below.flat()])) {
    for await (const { name } of Deno.readDir(new URL(`${room}/`, ROOT))) {
      if (!name.endsWith(".ts") || name.endsWith("_test.ts")) continue;
      const text = await Deno.readTextFile(new URL(`${room}/${name}`, ROOT));
      for (const [, first, second, third] of text.matchAll(CODES)) {
        found.add((first ?? second ?? third)!);
      }
    }
  }
  return found;
}

Deno.test("docs/troubleshooting.md has every error's code", async () => {
  const page = await Deno.readTextFile(new URL("docs/troubleshooting.md", ROOT));
  deepEqual([...await codes()].filter((code) => !page.includes(`\`${code}\``)), []);
});
