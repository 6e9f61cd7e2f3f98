import { statfs } from "node:fs/promises";
import { ProgramError } from "@kafka-sim/common/errors";

/**
 * Sees to it that so much room is left on the disk of a folder.
 *
 * @throws {ProgramError} If not.
 */
export async function requireRoom(
  folder: string,
  megabytes: number,
  freeBytes: (folder: string) => Promise<number> = askDisk,
): Promise<void> {
  const free = Math.floor(await freeBytes(folder) / 1e6);
  if (free >= megabytes) return;
  throw new ProgramError(
    "disk_full",
    `Cannot start Kafka as only ${free} MB are free on the disk of ${folder}: it needs ${megabytes}`,
    { remedy: "Make room, or set KAFKA_SIM_CACHE (or --keep) to a folder on another disk" },
  );
}

async function askDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
