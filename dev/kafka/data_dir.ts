import { ProgramError } from "@kafka-sim/common/errors";
import { tryLock, unlock } from "../guard/lock.ts";
import { newClusterId } from "./template.ts";
import { KAFKA_VERSION } from "./version.ts";

const NOTE = "kafka-sim.json";

/** A folder of a cluster's data that this process has to itself. */
export interface DataDir {
  readonly path: string;
  readonly clusterId: string;
  /** Lets others use it. */
  release(): void;
}

/**
 * Opens a data folder for a cluster of so many nodes, or makes it. Paths must be absolute.
 *
 * @throws {ProgramError} If it belongs to something else, to a cluster of another size, or is in use.
 */
export async function openDataDir(path: string, nodes: number): Promise<DataDir> {
  const note = await readNote(path);
  if (!note && await hasEntries(path)) {
    throw refuse("data_foreign", `${path} holds something else`, "Name an empty or a new folder");
  }
  if (note && note.nodes !== nodes) {
    const was = `${path} holds the data of ${note.nodes} node(s), not of ${nodes}`;
    throw refuse("data_other_size", was, "Start with that many nodes, or name another folder");
  }
  await Deno.mkdir(path, { recursive: true });
  const lock = await tryLock(`${path}/lock`);
  if (!lock) {
    throw refuse("data_in_use", `${path} is in use by another run`, "Stop that, or name another");
  }
  const clusterId = note?.clusterId ?? newClusterId();
  if (!note) {
    const text = JSON.stringify({ kafka: KAFKA_VERSION, nodes, clusterId }, null, 2);
    await Deno.writeTextFile(`${path}/${NOTE}`, `${text}\n`);
  }
  return { path, clusterId, release: () => unlock(lock) };
}

async function readNote(
  path: string,
): Promise<{ nodes: number; clusterId: string } | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(`${path}/${NOTE}`));
  } catch {
    return undefined;
  }
}

async function hasEntries(path: string): Promise<boolean> {
  try {
    for await (const { name } of Deno.readDir(path)) if (name !== "lock") return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return false;
}

function refuse(code: string, state: string, remedy: string): ProgramError {
  return new ProgramError(code, `Cannot use this data folder: ${state}`, { remedy });
}
