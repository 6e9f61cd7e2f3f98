import { runTool } from "../../dev/kafka/tool.ts";

/** In version 1 there is a tree per kind, in version 2 one. Deno itself may not look there. */
const FIND = `for top in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do
  [ ! -d "$top" ] || echo "$top"
done`;

/** The name of the control group of the engine in this folder: the same each time. */
export async function controlGroupOf(folder: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(folder));
  return `kafka-sim-engine-${new Uint8Array(hash).toHex().slice(0, 12)}`;
}

/** Where there are control groups of this name. */
export async function findControlGroups(name: string): Promise<string[]> {
  const { stdout } = await runTool(["sh", "-c", FIND, "sh", name]);
  return stdout.split("\n").filter(Boolean);
}

/** Removes the empty control groups that a killed engine has left. */
export async function removeControlGroups(name: string): Promise<void> {
  for (const top of await findControlGroups(name)) {
    // Their files are the kernel's and go with them; only folders can be removed, from below.
    await runTool(["find", top, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";"]);
  }
}
