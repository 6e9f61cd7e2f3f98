/** Helpers of the tests in this folder. */

/** Runs `work` with a new folder that is removed afterwards. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A folder for `PATH` that has these tools of the machine, and scripts under their names. */
export async function makePath(
  folder: string,
  tools: readonly string[],
  scripts: Readonly<Record<string, string>> = {},
): Promise<string> {
  const bin = `${folder}/bin`;
  await Deno.mkdir(bin, { recursive: true });
  for (const tool of tools) {
    for (const place of ["/bin", "/usr/bin"]) {
      if (!await Deno.stat(`${place}/${tool}`).catch(() => undefined)) continue;
      await Deno.symlink(`${place}/${tool}`, `${bin}/${tool}`);
      break;
    }
  }
  for (const [name, text] of Object.entries(scripts)) {
    await Deno.writeTextFile(`${bin}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return bin;
}

/** The smallest zip that is one: an empty directory (22 bytes). */
export function emptyZip(): Uint8Array {
  return Uint8Array.from([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]);
}
