import { ProgramError } from "@kafka-sim/common/errors";
import { openCache } from "../../dev/cache_folder.ts";
import { installOnce } from "../../dev/kafka/install.ts";
import type { Progress } from "../../dev/kafka/progress.ts";
import type { Engine } from "../engine/engine.ts";
import { run } from "./debian.ts";
import { digestFolder } from "./digest_folder.ts";
import { STAND_INS, type StandIn, telling } from "./stand_ins.ts";

/** Names the recipe that an image was made by. */
const LABEL = "kafka-sim.stand-in";

/**
 * Sees to it that the engine has the stand-ins, under the public images' names. What is fetched for
 * them stays in the cache; where the engine has them, it takes a tenth of a second.
 *
 * @throws {ProgramError} `stand_in_failed`, if one cannot be made.
 */
export async function ensureStandIns(
  engine: Engine,
  progress: Progress,
  names: readonly string[] = STAND_INS.map(({ name }) => name),
): Promise<void> {
  for (const standIn of STAND_INS.filter(({ name }) => names.includes(name))) {
    try {
      await ensure(engine, standIn, progress);
    } catch (error) {
      throw new ProgramError(
        "stand_in_failed",
        `Cannot make the stand-in for ${standIn.name}: ${(error as Error).message}`,
        {
          remedy: "On Debian with a network: apt-get update, then again. What is there is kept",
          cause: error,
        },
      );
    }
  }
}

async function ensure(engine: Engine, standIn: StandIn, progress: Progress): Promise<void> {
  const recipe = `${import.meta.dirname}/${standIn.folder}`;
  const digest = await digestFolder(recipe);
  const format = `{{index .Config.Labels "${LABEL}"}}`;
  const found = await engine.docker(["image", "inspect", "--format", format, standIn.name]);
  if (found.stdout.trim() === digest) return;
  await telling(progress, standIn.name, async () => {
    const context = await stage(standIn, recipe, digest, progress);
    const label = `${LABEL}=${digest}`;
    const build = ["build", "--quiet", "--label", label, "--tag", standIn.name, context];
    const { success, stderr } = await engine.docker(build);
    if (!success) throw new Error(stderr.trim().slice(-600));
  });
}

/** The build context, kept in the cache: the recipe's files and one archive of all the rest. */
async function stage(
  { folder, fill }: StandIn,
  recipe: string,
  digest: string,
  progress: Progress,
): Promise<string> {
  const context = `${await openCache()}/stand-ins/${folder}-${digest}`;
  const isWhole = () => Deno.stat(context).then(() => true, () => false);
  await installOnce(context, isWhole, async (staging) => {
    const root = `${staging}/rootfs`;
    await Deno.mkdir(root);
    await fill(root, progress);
    await run(["tar", "--numeric-owner", "-C", root, "-cf", `${staging}/rootfs.tar`, "."]);
    await Deno.remove(root, { recursive: true });
    await run(["cp", "-R", `${recipe}/.`, staging]);
  });
  return context;
}
