/**
 * A step of the Dockerfiles, before any source is copied: narrows `deno.json` and `deno.lock` to one
 * program, and writes `dependencies.ts`, which imports what is to be fetched.
 *
 * Usage: manifest.ts PROGRAM fetched|given "PACKAGE…"
 *
 * `given`: nothing is fetched. npm's packages lie in the build context, and the project's stand-ins take
 * the place of JSR's.
 */
import { programManifest } from "./program_manifest.ts";

const [program = "", choice, packages = ""] = Deno.args;
if (choice !== "fetched" && choice !== "given") {
  throw new Error(`DEPENDENCIES must be fetched or given: current value is "${choice}"`);
}
const whole = { config: await readJson("deno.json"), lock: await readJson("deno.lock") };
const standIns = choice === "given" ? await readJson("/given/standins.json") : {};
const manifest = programManifest(whole, { program, packages: packages.split(" "), standIns });
await Deno.writeTextFile("deno.json", JSON.stringify(manifest.config, null, 2));
await Deno.writeTextFile("deno.lock", JSON.stringify(manifest.lock, null, 2));
await Deno.writeTextFile("dependencies.ts", manifest.dependencies);

async function readJson(path: string) {
  return JSON.parse(await Deno.readTextFile(path));
}
