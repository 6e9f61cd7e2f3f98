import { BRIDGE, NETWORK } from "./layout.ts";

/**
 * What of others is in the lab's way, in words; undefined if nothing is.
 *
 * @param routes As `ip -4 route show table all` prints them.
 * @param link As `ip link show` prints the bridge; empty if there is none.
 */
export function foreignProblem(routes: string, link: string): string | undefined {
  if (link && !link.includes(BRIDGE.mac)) {
    return `a network interface ${BRIDGE.name} is there that is not the lab's`;
  }
  for (const line of routes.split("\n")) {
    const device = /\bdev (\S+)/.exec(line)?.[1];
    const range = /^(?:[a-z]+ )?(\d+\.\d+\.\d+\.\d+(?:\/\d+)?)/.exec(line)?.[1];
    if (!range || device === BRIDGE.name || !overlap(range, NETWORK)) continue;
    return `${range} is in use${device ? ` by ${device}` : ""}, and the lab's is ${NETWORK}`;
  }
  return undefined;
}

function overlap(one: string, other: string): boolean {
  const [first, second] = [bounds(one), bounds(other)];
  return first[0] <= second[1] && second[0] <= first[1];
}

function bounds(range: string): [number, number] {
  const [address = "", length = "32"] = range.split("/");
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  const start = Math.floor(number / size) * size;
  return [start, start + size - 1];
}
