/** Sixteen digits that change with the files below `folder`. */
export async function digestFolder(folder: string): Promise<string> {
  const parts: string[] = [];
  for (const path of filesBelow(folder).sort()) {
    parts.push(path, await Deno.readTextFile(`${folder}/${path}`));
  }
  const bytes = new TextEncoder().encode(parts.join("\0"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 16);
}

function filesBelow(folder: string, prefix: string = ""): string[] {
  return [...Deno.readDirSync(`${folder}/${prefix}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(folder, `${prefix}${name}/`) : [`${prefix}${name}`]
  );
}
