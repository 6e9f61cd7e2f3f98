import { createHash } from "node:crypto";

const NAME = "manifest.json";

interface Entry {
  readonly size: number;
  readonly sha256: string;
}

/** Notes the size and SHA-256 of every file below a folder in its `manifest.json`. */
export async function writeManifest(folder: string): Promise<void> {
  const entries: Record<string, Entry> = {};
  for (const name of await filesBelow(folder)) {
    const bytes = await Deno.readFile(`${folder}/${name}`);
    entries[name] = { size: bytes.length, sha256: sha256(bytes) };
  }
  await Deno.writeTextFile(`${folder}/${NAME}`, JSON.stringify(entries, null, 1));
}

/**
 * The files of a folder that differ from its manifest, with the manifest's own name if that is
 * missing. Compares sizes, which takes milliseconds, or the whole content.
 */
export async function findDamaged(folder: string, compare: "size" | "content"): Promise<string[]> {
  let entries: [string, Entry][];
  try {
    entries = Object.entries(JSON.parse(await Deno.readTextFile(`${folder}/${NAME}`)));
  } catch {
    return [NAME];
  }
  const damaged = await Promise.all(entries.map(async ([name, entry]) => {
    const same = await isSame(`${folder}/${name}`, entry, compare);
    return same ? [] : [name];
  }));
  return damaged.flat();
}

/** Paths from the folder on. Links are left out: what they point at is there itself. */
async function filesBelow(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
    if (isFile) names.push(name);
    if (!isDirectory) continue;
    for (const below of await filesBelow(`${folder}/${name}`)) names.push(`${name}/${below}`);
  }
  return names.sort();
}

async function isSame(path: string, entry: Entry, compare: "size" | "content"): Promise<boolean> {
  try {
    if (compare === "size") return (await Deno.stat(path)).size === entry.size;
    return await sha256Of(path) === entry.sha256;
  } catch {
    return false;
  }
}

/** A file's SHA-256, in hexadecimal digits. */
export async function sha256Of(path: string): Promise<string> {
  return sha256(await Deno.readFile(path));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
