/**
 * The packages that a Dockerfile names in `ARG PACKAGES="…"`.
 *
 * @throws {Error} If it names none.
 */
export function packagesOf(dockerfile: string): string[] {
  const list = /^ARG PACKAGES="([^"]+)"$/m.exec(dockerfile)?.[1];
  if (!list) throw new Error('Cannot find ARG PACKAGES="…" in the Dockerfile');
  return list.split(" ");
}
