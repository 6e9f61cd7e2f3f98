import { ProgramError } from "@kafka-sim/common/errors";
import { tailOf } from "../../dev/guard/child.ts";
import { runTool, type ToolResult } from "../../dev/kafka/tool.ts";
import { Box, TAKEN } from "../engine/box.ts";
import { removeControlGroups } from "../engine/control_groups.ts";
import { waitFor } from "../engine/wait_for.ts";
import { FOLDER, HOSTS, linkOf, MIRROR, type Station } from "./layout.ts";
import { removeLink } from "./network.ts";

const START_MS = 60_000;
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** One of the lab's hosts: a box with a link, an own SSH server, an own Docker and a disk. */
export class Host {
  readonly station: Station;
  /** Its disk, socket and log. */
  readonly folder: string;
  readonly box: Box;

  constructor(station: Station) {
    this.station = station;
    this.folder = `${FOLDER}/${station.name}`;
    this.box = new Box(this.folder, `kafka-sim-lab-${station.name}`);
  }

  /**
   * Starts it with the disk that it had. One that runs already is left as it is.
   *
   * @returns Whether it was started.
   * @throws {ProgramError} `host_failed`, if it does not come up.
   */
  async start(): Promise<boolean> {
    const isNew = !await this.box.isAlive();
    let ended = false;
    if (isNew) {
      await removeControlGroups(this.box.group);
      await Deno.remove(`${this.folder}/docker.sock`).catch(() => {});
      const script = `${import.meta.dirname}/inside.sh`;
      const { name, address } = this.station;
      const child = this.box.launch({
        script,
        args: [name, address, this.box.group, MIRROR.address],
      });
      // Else one that an interrupted command has launched is just coming up.
      child.status.then(({ code }) => ended = code !== TAKEN);
      child.unref();
    }
    await waitFor(async () => ended || await this.#isReady(), START_MS);
    if (!await this.#isReady()) throw await this.#failure();
    return isNew;
  }

  /** Ends it as a power cut does: its processes, its containers and its link, at once. */
  async kill(): Promise<void> {
    if (!await this.box.kill()) throw await this.#failure();
    await removeLink(linkOf(this.station));
  }

  /** Asks its Docker, also where its link is cut. */
  async docker(args: readonly string[]): Promise<ToolResult> {
    const host = `--host=unix://${this.folder}/docker.sock`;
    return await runTool(["docker", host, ...args]);
  }

  /** The command that runs another one on it, also where its link is cut; undefined if it is down. */
  async commandOn(command: readonly string[]): Promise<string[] | undefined> {
    const clean = ["env", "--ignore-environment", "--chdir=/root", "HOME=/root", `PATH=${PATH}`];
    clean.push("TERM=xterm", "LANG=C.UTF-8");
    return await this.box.commandInside(["mount", "net", "uts", "pid"], [...clean, ...command]);
  }

  async #isReady(): Promise<boolean> {
    const listens = await this.box.commandInside(["mount"], ["test", "-s", "/run/sshd.pid"]);
    if (!listens || !(await runTool(listens)).success) return false;
    return (await this.docker(["version"])).success;
  }

  async #failure(): Promise<ProgramError> {
    const log = (await tailOf(`${this.folder}/log`, 3)).join(" | ");
    return new ProgramError(
      "host_failed",
      `Cannot start or end ${this.station.name} of the lab: ${log}`,
      { remedy: `Look into ${this.folder}/log; "deno task lab down" removes all of the lab` },
    );
  }
}

/**
 * The host of this name.
 *
 * @throws {ProgramError} `host_unknown`, if there is none.
 */
export function hostNamed(name: string): Host {
  const station = HOSTS.find((station) => station.name === name || station.address === name);
  if (station) return new Host(station);
  throw new ProgramError("host_unknown", `Cannot find host "${name}" in the lab`, {
    remedy: `Its hosts are ${HOSTS.map(({ name }) => name).join(", ")}`,
    exitCode: 2,
  });
}

/** What is said of a host that has to run and does not. */
export function hostDown({ station: { name } }: Host): ProgramError {
  return new ProgramError("host_down", `Cannot use ${name} of the lab as it is down`, {
    remedy: `Start it: deno task lab start ${name}, or the whole lab: deno task lab up`,
  });
}
