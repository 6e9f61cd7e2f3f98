/** Names by which a Kafka could be had without Docker: Java's, Python's and Maven's programs. */
const OTHER_WAYS = /^(java|jdk|mvn|python|pip)/;

/**
 * Fills a new folder with links to all programs of `path` but those by which a Kafka could be had
 * without Docker: as the only folder of PATH it makes this machine look like one that has Docker only.
 */
export async function linkAllButJava(folder: string, path: string): Promise<void> {
  const links = new Map<string, string>();
  for (const origin of path.split(":").filter(Boolean)) {
    for (const name of await namesIn(origin)) {
      // The first folder that has a program wins, as in PATH.
      if (!links.has(name) && !OTHER_WAYS.test(name)) links.set(name, `${origin}/${name}`);
    }
  }
  for (const [name, target] of links) await Deno.symlink(target, `${folder}/${name}`);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch {
    // Folders in PATH need not be there.
    return [];
  }
}
