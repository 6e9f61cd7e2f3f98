import { sha256Of } from "./manifest.ts";

/** What lies beside a startup archive, to tell whether it can be used. */
interface Note {
  /** The jars that it was made from. */
  readonly jars: string;
  /** 0: this Java writes none. */
  readonly size: number;
  readonly sha256: string;
}

/** What there is of a startup archive; `impossible`: this Java writes none. */
export type ArchiveState = "usable" | "impossible" | "missing";

/**
 * Looks at the archive at `path`. Java maps the file without reading it all, so that a truncated one
 * would end it in the middle; and it passes quietly over one that was made from other jars.
 *
 * @param jars Names the jars as they are now.
 * @param compare By `content` takes longer, and is for when something went wrong.
 */
export async function inspectArchive(
  path: string,
  jars: string,
  compare: "size" | "content",
): Promise<ArchiveState> {
  try {
    const note: Note = JSON.parse(await Deno.readTextFile(`${path}.json`));
    if (note.jars !== jars) return "missing";
    if (note.size === 0) return "impossible";
    if ((await Deno.stat(path)).size !== note.size) return "missing";
    const isSame = compare === "size" || await sha256Of(path) === note.sha256;
    return isSame ? "usable" : "missing";
  } catch {
    return "missing";
  }
}

/** Puts the archive that Java wrote `from` to `path`; what it did not write is noted, too. */
export async function keepArchive(from: string, path: string, jars: string): Promise<void> {
  const written = await Deno.stat(from).catch(() => undefined);
  // Java makes it read-only: a rest of an earlier try could not be written over.
  for (const old of [path, `${path}.unfinished`, `${path}.json`]) {
    await Deno.remove(old).catch(() => {});
  }
  if (written) {
    await Deno.copyFile(from, `${path}.unfinished`);
    await Deno.rename(`${path}.unfinished`, path);
  }
  const note: Note = {
    jars,
    size: written?.size ?? 0,
    sha256: written ? await sha256Of(path) : "",
  };
  await Deno.writeTextFile(`${path}.json`, JSON.stringify(note, null, 2));
}
