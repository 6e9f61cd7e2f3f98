import { runTool } from "../../dev/kafka/tool.ts";

/** Not needed to run anything. */
const SPARED = ["usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/lintian"];

/**
 * Unpacks Debian packages, without what they depend on, into `root`.
 *
 * @throws {Error} If `apt-get` does not have them, or this is no Debian.
 */
export async function unpackDebian(packages: readonly string[], root: string): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "kafka-sim-debian-" });
  try {
    // Fetched by the user who asks: apt's own could not write there.
    const get = ["apt-get", "download", "-q", "-o", "APT::Sandbox::User=root", ...packages];
    await run(["env", "-C", folder, ...get]);
    for await (const { name } of Deno.readDir(folder)) {
      await run(["dpkg-deb", "-x", `${folder}/${name}`, root]);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  for (const path of SPARED) {
    await Deno.remove(`${root}/${path}`, { recursive: true }).catch(() => {});
  }
}

/** The package of the Java that Debian would install. */
export async function debianJava(): Promise<string> {
  const text = await run(["apt-cache", "depends", "--important", "default-jre-headless"]);
  const name = /openjdk-\d+-jre-headless/.exec(text)?.[0];
  if (!name) throw new Error("Debian names no Java: run apt-get update");
  return name;
}

/** Debian's certificates in one file, as its own package makes them when it is installed. */
export async function joinCertificates(root: string): Promise<void> {
  const folder = `${root}/usr/share/ca-certificates/mozilla`;
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const texts = names.map((name) => Deno.readTextFileSync(`${folder}/${name}`));
  await Deno.mkdir(`${root}/etc/ssl/certs`, { recursive: true });
  await Deno.writeTextFile(`${root}/etc/ssl/certs/ca-certificates.crt`, texts.join(""));
}

/**
 * Runs a tool and returns what it printed.
 *
 * @throws {Error} If it fails, with its last line.
 */
export async function run(command: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await runTool(command);
  if (success) return stdout;
  const line = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  throw new Error(`Cannot run ${command.join(" ").slice(0, 120)}: ${line.slice(0, 300)}`);
}
