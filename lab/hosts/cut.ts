import { run } from "../images/debian.ts";
import { runTool } from "../../dev/kafka/tool.ts";
import { type Host, hostDown } from "./host.ts";
import { linkOf } from "./layout.ts";

/** Unplugs a host's link: it and the others no longer hear each other, nor does this machine. */
export async function unplug(host: Host): Promise<void> {
  await requireAlive(host);
  await run(["ip", "link", "set", linkOf(host.station), "down"]);
}

/** Lets two hosts no longer hear each other; all others still hear both. */
export async function separate(host: Host, from: Host): Promise<void> {
  await requireAlive(host);
  for (const direction of ["-s", "-d"]) {
    const rule = ["LAB-CUT", direction, from.station.address, "-j", "DROP"];
    const isThere = (await runTool(await tables(host, ["-C", ...rule]))).success;
    if (!isThere) await run(await tables(host, ["-A", ...rule]));
  }
}

/** Plugs a host's link in again and ends its separations. One that is down is left down. */
export async function mend(host: Host): Promise<void> {
  if (!await host.box.isAlive()) return;
  await run(["ip", "link", "set", linkOf(host.station), "up"]);
  await run(await tables(host, ["-F", "LAB-CUT"]));
}

/** Whether its link is plugged in, and the addresses that it is separated from. */
export async function cutsOf(
  host: Host,
): Promise<{ readonly isPlugged: boolean; readonly from: readonly string[] }> {
  const { stdout } = await runTool(["ip", "-o", "link", "show", linkOf(host.station), "up"]);
  const rules = (await runTool(await tables(host, ["-S", "LAB-CUT"]))).stdout;
  return {
    isPlugged: stdout !== "",
    from: [...rules.matchAll(/-s (\S+?)(?:\/32)? -j DROP/g)].map(([, address]) => address!),
  };
}

/** In the host's own network, so that they end with it. */
async function tables(host: Host, args: readonly string[]): Promise<string[]> {
  const command = await host.commandOn(["iptables", "-w", "-t", "raw", ...args]);
  return command ?? ["false"];
}

async function requireAlive(host: Host): Promise<void> {
  if (!await host.box.isAlive()) throw hostDown(host);
}
