import type { ClusterView } from "../runner/clusters.ts";
import type { Need } from "../runner/suites.ts";

export type { ClusterView, NodeView } from "../runner/clusters.ts";

/** What can be done to a node. */
export type NodeAction = "kill" | "pause" | "resume" | "start" | "stop";

/**
 * Asks the runner about a shared cluster.
 *
 * @throws {Error} If no runner has started this test.
 */
export async function lookAtCluster(name: Need): Promise<ClusterView> {
  const response = await fetch(`${runner()}/${name}`);
  if (!response.ok) throw new Error(await response.text());
  return await response.json();
}

/** `host:port,host:port` of a shared cluster. */
export async function brokersOf(name: Need): Promise<string> {
  return (await lookAtCluster(name)).brokers.join(",");
}

/** Does something to a node of a shared cluster; resolves when it is done. */
export async function actOn(name: Need, node: number, action: NodeAction): Promise<void> {
  await ask(`${name}/${node}/${action}`);
}

/** Brings back every node of a shared cluster: for the end of a test that may have failed. */
export async function heal(name: Need): Promise<void> {
  await ask(`${name}/heal`);
}

/** A new folder of this test run, which the runner removes. */
export async function makeFolder(name: string): Promise<string> {
  const dir = Deno.env.get("KAFKA_SIM_TEST_FOLDER");
  return await Deno.makeTempDir({ prefix: `${name}-`, ...(dir ? { dir } : {}) });
}

/** Whether there is such a file: a program that was killed early has written none. */
export function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** The seed of this run's random moments. */
export function seed(): number {
  return Number(Deno.env.get("KAFKA_SIM_TEST_SEED")) || 1;
}

/** Tells people a figure of a test that may well have passed. */
export function tell(line: string): void {
  const path = Deno.env.get("KAFKA_SIM_TEST_FIGURES");
  if (path) Deno.writeTextFileSync(path, `${line}\n`, { append: true });
}

async function ask(path: string): Promise<void> {
  const response = await fetch(`${runner()}/${path}`, { method: "POST" });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
}

function runner(): string {
  const address = Deno.env.get("KAFKA_SIM_TEST_CLUSTERS");
  if (!address) throw new Error("Cannot find the clusters: start by deno task test SUITE");
  return address;
}
