import { LocalRegistry, type LocalRegistryOptions } from "./local_registry.ts";

/**
 * Starts a registry for a run; resolves to its address when it answers.
 *
 * @param onEnd Told if it ends by itself: programs that have their schemas go on without it.
 * @throws {ProgramError} As {@linkcode LocalRegistry} does.
 */
export async function startRegistry(
  options: LocalRegistryOptions,
  onEnd: () => void,
): Promise<string> {
  const registry = await LocalRegistry.lay(options);
  await registry.start();
  registry.child?.ended.then(onEnd);
  return registry.url;
}
