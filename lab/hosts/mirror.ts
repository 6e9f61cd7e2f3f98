import { ProgramError } from "@kafka-sim/common/errors";
import { openCache } from "../../dev/cache_folder.ts";
import { tailOf } from "../../dev/guard/child.ts";
import { Box, TAKEN } from "../engine/box.ts";
import { waitFor } from "../engine/wait_for.ts";
import { FOLDER, linkOf, MIRROR } from "./layout.ts";
import { removeLink } from "./network.ts";

const START_MS = 30_000;

/** The registry that the hosts' Docker asks before the public one: a box with a link. */
export class Mirror {
  readonly box: Box = new Box(`${FOLDER}/${MIRROR.name}`, `kafka-sim-lab-${MIRROR.name}`);

  /**
   * Starts it. One that runs already is left as it is.
   *
   * @returns Whether it was started.
   * @throws {ProgramError} `mirror_failed`, if it does not answer.
   */
  async start(): Promise<boolean> {
    const { folder } = this.box;
    await Deno.mkdir(folder, { recursive: true });
    const configuration = `${folder}/registry.yml`;
    const isNew = !await this.box.isAlive();
    let ended = false;
    if (isNew) {
      await Deno.writeTextFile(configuration, await registryConfiguration(":5000", true));
      const script = `${import.meta.dirname}/mirror.sh`;
      const args = [MIRROR.name, MIRROR.address, configuration];
      const child = this.box.launch({ script, args });
      // Else one that an interrupted command has launched is just coming up.
      child.status.then(({ code }) => ended = code !== TAKEN);
      child.unref();
    }
    await waitFor(async () => ended || await answers(), START_MS);
    if (!await answers()) throw await this.#failure();
    return isNew;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (!await this.box.kill()) throw await this.#failure();
    await removeLink(linkOf(MIRROR));
  }

  async #failure(): Promise<ProgramError> {
    const log = (await tailOf(`${this.box.folder}/log`, 3)).join(" | ");
    return new ProgramError("mirror_failed", `Cannot start or end the lab's registry: ${log}`, {
      remedy: `Look into ${this.box.folder}/log; "deno task lab down" removes all of the lab`,
    });
  }
}

/** Where the images are that the registry has: in the cache, so that they outlive the lab. */
export async function mirrorStore(): Promise<string> {
  const folder = `${await openCache()}/mirror`;
  await Deno.mkdir(`${folder}/images`, { recursive: true });
  return folder;
}

/** What `docker-registry` reads. Hosts only pull. */
export async function registryConfiguration(address: string, readOnly: boolean): Promise<string> {
  return JSON.stringify({
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: `${await mirrorStore()}/images` },
      maintenance: { readonly: { enabled: readOnly }, uploadpurging: { enabled: false } },
    },
    http: { addr: address },
  });
}

async function answers(): Promise<boolean> {
  try {
    const response = await fetch(`http://${MIRROR.address}:5000/v2/`, {
      signal: AbortSignal.timeout(1_000),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
