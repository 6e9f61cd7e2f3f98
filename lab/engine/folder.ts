import { openCache } from "../../dev/cache_folder.ts";
import { Engine } from "./engine.ts";

/** The engine that tests and people share: one per user's cache, with its images kept there. */
export async function sharedEngine(): Promise<Engine> {
  return await Engine.at(`${await openCache()}/engine`);
}
