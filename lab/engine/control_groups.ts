const ROOT = "/sys/fs/cgroup";

/** The name of the control group of the engine in this folder: the same each time. */
export async function controlGroupOf(folder: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(folder));
  return `kafka-sim-engine-${new Uint8Array(hash).toHex().slice(0, 12)}`;
}

/** Where there are control groups of this name, in version 1 (one tree per kind) or 2 (one tree). */
export function findControlGroups(name: string): string[] {
  const tops = [ROOT, ...[...Deno.readDirSync(ROOT)].map((entry) => `${ROOT}/${entry.name}`)];
  return tops.map((top) => `${top}/${name}`).filter(exists);
}

/** Removes the empty control groups that a killed engine has left. */
export function removeControlGroups(name: string): void {
  for (const top of findControlGroups(name)) removeTree(top);
}

/** Their files are the kernel's and go with them; only folders can be removed, from below. */
function removeTree(path: string): void {
  for (const { name, isDirectory } of Deno.readDirSync(path)) {
    if (isDirectory) removeTree(`${path}/${name}`);
  }
  Deno.removeSync(path);
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
