import { openCache } from "../cache_folder.ts";
import { withStandins } from "../jsr.ts";
import { installOnce } from "../kafka/install.ts";
import type { Progress } from "../kafka/progress.ts";
import { runTool } from "../kafka/tool.ts";
import { type ProgramManifest, programManifest } from "./in_build/program_manifest.ts";
import { packagesOf } from "./packages.ts";

/**
 * A folder with what the build of a program's image would fetch, for engines whose build steps reach
 * no network: npm's packages as Deno keeps them, and which of the project's files stand in for JSR's
 * packages. It is made once per choice of packages.
 */
export async function givenDependencies(
  root: string,
  program: string,
  progress: Progress,
): Promise<string> {
  const config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  const lock = JSON.parse(await Deno.readTextFile(`${root}/deno.lock`));
  const standIns = standInsOf(config.imports);
  const packages = packagesOf(await Deno.readTextFile(`${root}/${program}/Dockerfile`));
  const manifest = programManifest({ config, lock }, { program, packages, standIns });
  const text = JSON.stringify([manifest, standIns]);
  const folder = `${await openCache()}/images/${program}-${await digest(text)}`;
  const isWhole = () => Deno.stat(folder).then(() => true, () => false);
  await installOnce(folder, isWhole, async (staging) => {
    progress(`${program}: gathering npm's packages, once`);
    await fetchInto(`${staging}/deno-dir`, manifest);
    await Deno.writeTextFile(`${staging}/standins.json`, JSON.stringify(standIns));
  });
  return folder;
}

/** Fetches as the build would, in a workspace like the image's, so that Deno finds all again there. */
async function fetchInto(denoDir: string, manifest: ProgramManifest): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "kafka-sim-given-" });
  try {
    const config = { imports: manifest.config.imports };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config));
    await Deno.writeTextFile(`${folder}/deno.lock`, JSON.stringify(manifest.lock));
    await Deno.writeTextFile(`${folder}/dependencies.ts`, manifest.dependencies);
    const command = [Deno.execPath(), "cache", "--quiet", "--frozen", `${folder}/dependencies.ts`];
    const env = { DENO_DIR: denoDir, NO_COLOR: "1" };
    const { success, stderr } = await runTool(command, { env });
    if (!success) throw new Error(`Cannot fetch npm's packages: ${stderr.trim().slice(-400)}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  // The rest of Deno's cache knows this machine's paths.
  for await (const { name } of Deno.readDir(denoDir)) {
    if (name !== "npm") await Deno.remove(`${denoDir}/${name}`, { recursive: true });
  }
}

/** Which file of the project stands in for which package, as paths from the project's root. */
function standInsOf(imports: Readonly<Record<string, string>>): Record<string, string> {
  const { imports: mapped } = withStandins(imports, "/");
  const swapped = Object.entries(mapped).filter(([name, target]) => target !== imports[name]);
  return Object.fromEntries(swapped.map(([name, target]) => [name, `.${path(target)}`]));
}

function path(url: string): string {
  return decodeURIComponent(new URL(url).pathname).replace(/^\/+/, "/");
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(hash).toHex().slice(0, 16);
}
