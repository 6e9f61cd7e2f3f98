import { withLock } from "../../dev/guard/lock.ts";
import { openCache } from "../../dev/cache_folder.ts";
import type { Progress } from "../../dev/kafka/progress.ts";
import { ProgramError } from "@kafka-sim/common/errors";
import { run } from "../images/debian.ts";
import { cutsOf } from "./cut.ts";
import { prepareHost, prepareLab, writeKnownHosts } from "./files.ts";
import { fillMirror } from "./fill_mirror.ts";
import { Host } from "./host.ts";
import { FOLDER, HOSTS } from "./layout.ts";
import { Mirror } from "./mirror.ts";
import { ensureNetwork, removeNetwork } from "./network.ts";
import { requireLab } from "./require_lab.ts";

/** All hosts, whether they run or not. */
export function allHosts(): readonly Host[] {
  return HOSTS.map((station) => new Host(station));
}

/** Lets one command at a time change the lab. */
export async function changing<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  return await withLock(`${await openCache()}/lab.lock`, work, {
    onWait: () => progress("Waiting for another command of the lab to end"),
  });
}

/**
 * Brings up all that is not up, and mends what an interrupted command has left.
 *
 * @throws {ProgramError} `lab_impossible` on this machine; else what could not be started.
 */
export async function up(progress: Progress): Promise<void> {
  await requireLab();
  await fillMirror(progress);
  await prepareLab();
  await ensureNetwork();
  const hosts = allHosts();
  for (const host of hosts) await prepareHost(host);
  await writeKnownHosts(hosts);
  const mirror = new Mirror();
  await Promise.all([
    timed(progress, "The registry", () => mirror.start()),
    ...hosts.map((host) => timed(progress, host.station.name, () => host.start())),
  ]);
}

/** Removes all of it but the registry's images; without a lab it does nothing. */
export async function down(): Promise<void> {
  const hosts = allHosts();
  const mirror = new Mirror();
  await Promise.all([mirror.stop(), ...hosts.map((host) => host.kill())]);
  for (const box of [mirror.box, ...hosts.map(({ box }) => box)]) {
    if (!await box.remove()) {
      throw new ProgramError("lab_not_removed", `Cannot remove ${box.folder} of the lab`, {
        remedy: "See what still uses it, end that, then again",
      });
    }
  }
  await removeNetwork();
  await run(["rm", "-rf", "--one-file-system", FOLDER]);
}

/** A line for each host. */
export async function status(): Promise<string[]> {
  const lines = await Promise.all(
    allHosts().map(async (host) => {
      const { name, address } = host.station;
      return [name.padEnd(8), address.padEnd(12), await stateOf(host)].join("");
    }),
  );
  return lines;
}

async function stateOf(host: Host): Promise<string> {
  if (!await host.box.isAlive()) return "down";
  const { isPlugged, from } = await cutsOf(host);
  const cuts = isPlugged ? from.map((address) => `, cut from ${nameOf(address)}`) : [", unplugged"];
  const { success, stdout } = await host.docker(["ps", "--quiet"]);
  const count = stdout.split("\n").filter(Boolean).length;
  return `up${cuts.join("")}, ${success ? `${count} containers` : "Docker does not answer"}`;
}

function nameOf(address: string): string {
  return HOSTS.find((station) => station.address === address)?.name ?? address;
}

async function timed(
  progress: Progress,
  name: string,
  start: () => Promise<boolean>,
): Promise<void> {
  const begin = performance.now();
  const isNew = await start();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  progress(isNew ? `${name} is up (${seconds} s)` : `${name} is up already`);
}
