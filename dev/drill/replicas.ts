import type { Lab } from "./lab.ts";

/**
 * Copies what dead nodes have of a topic, for the auditor to search: a node that comes back cuts off
 * what its new leader does not have.
 *
 * @param folder Gets `node-<id>/<topic>-<partition>/…`.
 */
export async function copyReplicas(
  { nodes, data }: Lab,
  topic: string,
  folder: string,
): Promise<void> {
  if (data === undefined) return;
  for (const { id, state } of nodes) {
    if (state !== "dead") continue;
    for await (const { name } of Deno.readDir(`${data}/node-${id}`)) {
      if (!name.startsWith(`${topic}-`)) continue;
      await copyFiles(`${data}/node-${id}/${name}`, `${folder}/node-${id}/${name}`);
    }
  }
}

async function copyFiles(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (isFile && name.endsWith(".log")) await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
