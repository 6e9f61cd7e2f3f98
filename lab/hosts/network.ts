import { run } from "../images/debian.ts";
import { runTool } from "../../dev/kafka/tool.ts";
import { BRIDGE, HOSTS, linkOf, MACHINE, MIRROR } from "./layout.ts";

/** Where the machine filters what goes over bridges, as with Docker on it, hosts may talk all the same. */
const RULE = ["FORWARD", "-i", BRIDGE.name, "-o", BRIDGE.name, "-j", "ACCEPT"];

/** Makes what is missing of the bridge, and lets the hosts talk over it. */
export async function ensureNetwork(): Promise<void> {
  if (!await linkExists(BRIDGE.name)) {
    // Its address comes with it in one step: there is no moment at which it is nobody's.
    await run(["ip", "link", "add", BRIDGE.name, "address", BRIDGE.mac, "type", "bridge"]);
  }
  await run(["ip", "link", "set", BRIDGE.name, "up"]);
  await run(["ip", "address", "replace", `${MACHINE}/24`, "dev", BRIDGE.name]);
  const hasRule = (await runTool(["iptables", "-w", "-C", ...RULE])).success;
  if (!hasRule) await run(["iptables", "-w", "-I", ...RULE]);
}

/** Removes all of it; another's interface of that name is left alone. */
export async function removeNetwork(): Promise<void> {
  const { stdout } = await runTool(["ip", "link", "show", BRIDGE.name]);
  if (stdout && !stdout.includes(BRIDGE.mac)) return;
  while ((await runTool(["iptables", "-w", "-D", ...RULE])).success);
  for (const name of [...[MIRROR, ...HOSTS].map(linkOf), BRIDGE.name]) await removeLink(name);
}

/** Removes a link, if it is there. */
export async function removeLink(name: string): Promise<void> {
  if (await linkExists(name)) await runTool(["ip", "link", "del", name]);
}

/** Whether this machine has such a link. */
export async function linkExists(name: string): Promise<boolean> {
  return (await runTool(["ip", "link", "show", name])).success;
}
