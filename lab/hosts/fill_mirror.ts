import { ProgramError } from "@kafka-sim/common/errors";
import type { Progress } from "../../dev/kafka/progress.ts";
import type { Engine } from "../engine/engine.ts";
import { waitFor } from "../engine/wait_for.ts";
import { withEngine } from "../engine/with_engine.ts";
import { digestFolder } from "../images/digest_folder.ts";
import { ensureStandIns } from "../images/ensure.ts";
import { STAND_INS } from "../images/stand_ins.ts";
import { mirrorStore, registryConfiguration } from "./mirror.ts";

/** Docker takes this one for a registry that needs no TLS. */
const REGISTRY = "127.0.0.1:5000";
const START_MS = 30_000;
/** Ends with whoever has the other end of its stdin. */
const SERVE = 'docker-registry serve "$1" & cat >/dev/null; kill $!; wait';

/** What the registry has: the version of each image by its name. */
type Filled = Record<string, string>;

/**
 * Gives the registry the stand-ins that it lacks, and this project's images as far as the shared
 * engine has them. Only this needs the engine: where nothing is missing it takes no time.
 *
 * @param options.own Look for newer images of this project, too.
 * @throws {ProgramError} `stand_in_failed` or `mirror_not_filled`.
 */
export async function fillMirror(
  progress: Progress,
  options: { readonly own?: boolean } = {},
): Promise<void> {
  const wanted: Filled = {};
  for (const { name, folder } of STAND_INS.filter(({ name }) => isServed(name))) {
    wanted[name] = await digestFolder(`${import.meta.dirname}/../images/${folder}`);
  }
  const had = await filled();
  const missing = Object.keys(wanted).filter((name) => had[name] !== wanted[name]);
  if (missing.length === 0 && !options.own) return;
  await withEngine(async (engine) => {
    await ensureStandIns(engine, progress, missing);
    for (const { name, id } of await ownImages(engine)) wanted[name] = id;
    await withRegistry(engine, async () => {
      for (const [name, version] of Object.entries(wanted)) {
        if (had[name] === version) continue;
        progress(`Filling the registry: ${name}`);
        await push(engine, name);
        had[name] = version;
        await Deno.writeTextFile(await listPath(), JSON.stringify(had));
      }
    });
  });
}

/** A mirror stands for Docker's own registry only. */
function isServed(name: string): boolean {
  return !/^[^/]*[.:][^/]*\//.test(name);
}

async function listPath(): Promise<string> {
  return `${await mirrorStore()}/list.json`;
}

async function filled(): Promise<Filled> {
  const text = await Deno.readTextFile(await listPath()).catch(() => "{}");
  try {
    return JSON.parse(text);
  } catch {
    // Half written: then all are pushed again, which is quick for what is there.
    return {};
  }
}

async function ownImages(engine: Engine): Promise<{ name: string; id: string }[]> {
  const format = "{{.Repository}}:{{.Tag}} {{.ID}}";
  const { stdout } = await engine.docker(["image", "ls", "--no-trunc", `--format=${format}`]);
  const lines = stdout.split("\n").filter((line) => line.startsWith("kafka-sim/"));
  return lines.filter((line) => !line.includes("<none>")).map((line) => {
    const [name = "", id = ""] = line.split(" ");
    return { name, id };
  });
}

/** Runs the registry in the engine's network for as long as `work` takes, or this process lives. */
async function withRegistry(engine: Engine, work: () => Promise<void>): Promise<void> {
  const path = `${await mirrorStore()}/fill.yml`;
  await Deno.writeTextFile(path, await registryConfiguration(REGISTRY, false));
  const command = await engine.commandInside(["sh", "-c", SERVE, "sh", path]);
  const child = new Deno.Command("sh", {
    args: ["-c", 'exec "$@"', "sh", ...command],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  try {
    // It says no such image as soon as it says anything.
    const asks = ["pull", `${REGISTRY}/none`];
    await waitFor(async () => !/refused/.test((await engine.docker(asks)).stderr), START_MS);
    await work();
  } finally {
    await child.stdin.close();
    await child.status;
  }
}

async function push(engine: Engine, name: string): Promise<void> {
  const there = `${REGISTRY}/${name}`;
  for (const command of [["tag", name, there], ["push", "--quiet", there], ["rmi", there]]) {
    const { success, stderr } = await engine.docker(command);
    if (success) continue;
    throw new ProgramError(
      "mirror_not_filled",
      `Cannot give ${name} to the lab's registry: ${stderr.trim().slice(-300)}`,
      { remedy: "See that there is room on the disk, then start again: what is there is kept" },
    );
  }
}
