/** The parts of `deno.lock` that npm's packages need (version 5). */
export interface Lock {
  readonly version: string;
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, { readonly dependencies?: readonly string[] }>>;
  readonly workspace: { readonly dependencies: readonly string[] };
  readonly [other: string]: unknown;
}

/**
 * The lock of fewer packages, with the same versions and checksums. Deno would otherwise find that the
 * lock is not the workspace's, throw it away and take the newest of what the packages depend on.
 *
 * @param wanted Specifiers such as `npm:kafkajs@2.2.4` and `jsr:@std/log@0.224.14`.
 * @throws {Error} If the lock has no such package of npm's.
 */
export function pruneLock(lock: Lock, wanted: readonly string[]): Lock {
  const specifiers: Record<string, string> = {};
  const reached = new Set<string>();
  const reach = (id: string) => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const name of lock.npm[id]?.dependencies ?? []) reach(idOf(lock, name));
  };
  for (const specifier of wanted.filter((specifier) => specifier.startsWith("npm:"))) {
    const version = lock.specifiers[specifier];
    if (!version) throw new Error(`Cannot find ${specifier} in deno.lock`);
    specifiers[specifier] = version;
    reach(idOf(lock, `${specifier.slice("npm:".length).replace(/(?<=.)@.*$/, "")}@${version}`));
  }
  const npm = Object.entries(lock.npm).filter(([id]) => reached.has(id));
  const dependencies = [...new Set(wanted)].sort();
  return { ...lock, specifiers, npm: Object.fromEntries(npm), workspace: { dependencies } };
}

/** A dependency is told with its version only where there are several. */
function idOf(lock: Lock, name: string): string {
  if (name in lock.npm) return name;
  const ids = Object.keys(lock.npm).filter((id) => id.startsWith(`${name}@`));
  if (ids.length !== 1) throw new Error(`Cannot find ${name} in deno.lock`);
  return ids[0]!;
}
