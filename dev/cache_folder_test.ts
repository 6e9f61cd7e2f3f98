import { equal, match, ok, rejects, throws } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import { cacheFolder, openCache } from "./cache_folder.ts";
import { withFolder } from "./kafka/testing.ts";

function envOf(values: Record<string, string>): (name: string) => string | undefined {
  return (name) => values[name];
}

Deno.test("cacheFolder() takes one's own, then the system's place for caches", () => {
  const values = { KAFKA_SIM_CACHE: "/own", XDG_CACHE_HOME: "/xdg", HOME: "/home/a" };
  equal(cacheFolder(envOf(values), "linux"), "/own");
  equal(cacheFolder(envOf({ ...values, KAFKA_SIM_CACHE: "" }), "linux"), "/xdg/kafka-sim");
  equal(cacheFolder(envOf({ HOME: "/home/a" }), "linux"), "/home/a/.cache/kafka-sim");
  equal(cacheFolder(envOf({ HOME: "/Users/a" }), "darwin"), "/Users/a/Library/Caches/kafka-sim");
  equal(cacheFolder(envOf({ KAFKA_SIM_CACHE: "here" }), "linux"), `${Deno.cwd()}/here`);
  throws(() => cacheFolder(envOf({}), "linux"), /HOME is not set/);
});

Deno.test("openCache() makes the folder and leaves nothing in it", () =>
  withFolder(async (folder) => {
    const cache = `${folder}/a/b`;
    equal(await openCache(envOf({ KAFKA_SIM_CACHE: cache })), cache);
    equal([...Deno.readDirSync(cache)].length, 0);
  }));

Deno.test("openCache() says where it cannot write, and what to set", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await rejects(openCache(envOf({ KAFKA_SIM_CACHE: `${folder}/file` })), (error) => {
      ok(error instanceof ProgramError);
      match(error.message, /Cannot write to the cache folder .*\/file: /);
      match(error.remedy, /KAFKA_SIM_CACHE/);
      return true;
    });
  }));
