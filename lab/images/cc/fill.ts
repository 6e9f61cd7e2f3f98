import { joinCertificates, unpackDebian } from "../debian.ts";

const PACKAGES = [
  ...["base-files", "ca-certificates", "libc6", "libgcc-s1", "libstdc++6", "netbase", "tzdata"],
];
const NONROOT = 65532;

/** Debian's libraries and the home folder of the image's user. */
export async function fillCc(root: string): Promise<void> {
  await unpackDebian(PACKAGES, root);
  await joinCertificates(root);
  await Deno.mkdir(`${root}/home/nonroot`, { recursive: true });
  await Deno.chown(`${root}/home/nonroot`, NONROOT, NONROOT);
}
