import { joinCertificates, run, unpackDebian } from "../debian.ts";

const PACKAGES = [
  ...["base-files", "busybox-static", "ca-certificates", "libc6", "libgcc-s1", "libstdc++6"],
  ...["base-passwd", "tini"],
];
const VERSION = "2.9.6";
const ARCHITECTURE = Deno.build.arch === "aarch64" ? "arm64" : "x64";

/** Debian with BusyBox, and Deno out of its npm package. */
export async function fillDeno(root: string): Promise<void> {
  await unpackDebian(PACKAGES, root);
  await joinCertificates(root);
  for (const file of ["passwd", "group"]) {
    await Deno.copyFile(`${root}/usr/share/base-passwd/${file}.master`, `${root}/etc/${file}`);
  }
  const folder = await Deno.makeTempDir({ prefix: "kafka-sim-npm-" });
  try {
    const name = `@deno/linux-${ARCHITECTURE}-glibc`;
    await run([
      ...["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder],
      `${name}@${VERSION}`,
    ]);
    await Deno.copyFile(`${folder}/node_modules/${name}/deno`, `${root}/usr/bin/deno`);
    await Deno.chmod(`${root}/usr/bin/deno`, 0o755);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
