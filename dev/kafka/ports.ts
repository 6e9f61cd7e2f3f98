/**
 * Below the ports that operating systems hand out by themselves (Linux from 32768, macOS from 49152):
 * nothing else takes a node's port while the node is down.
 */
const LOWEST = 20_000;
const HIGHEST = 31_999;
const TRIES = 200;

/**
 * Ports of 127.0.0.1 that are free now, all different. Another process may still take one: the caller
 * must be ready to try again.
 */
export function freePorts(count: number, random: () => number = Math.random): number[] {
  const ports = new Set<number>();
  for (let tries = 0; ports.size < count; tries++) {
    if (tries > TRIES + count) throw new Error(`Cannot find ${count} free ports on 127.0.0.1`);
    const port = LOWEST + Math.floor(random() * (HIGHEST - LOWEST + 1));
    if (isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch {
    return false;
  }
}
