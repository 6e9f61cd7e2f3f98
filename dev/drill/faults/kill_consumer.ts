import type { Fault } from "../fault.ts";
import { UNDISTURBED } from "../limits.ts";
import { atWork, gone, kill, replaced } from "./clients.ts";

/** Seconds after which a group gives up a member that is silent. */
const GROUP_SESSION = 10;
/** Seconds for the others to share its partitions among them. */
const SHARE = 5;
/** Seconds in which the group is watched at least: it shares once more when the new one comes. */
const AFTER = 15;

/** A member of the group dies without leaving it. */
export const killConsumer: Fault = {
  name: "kill-consumer",
  meaning: "SIGKILL one reader; a new one starts",
  needs: "nodes",
  plan: async (stage) => {
    const reader = await atWork(stage, "readers");
    const limits = { writing: UNDISTURBED, reading: GROUP_SESSION + SHARE };
    return {
      victim: reader.name,
      limited: "reading",
      expectation: `the others read its partitions within ${limits.reading} s, and skip nothing`,
      limits,
      bites: 2,
      kills: [reader.name],
      overcome: "by itself",
      lasts: AFTER,
      inject: () => kill(reader),
      async *prove() {
        yield await gone(stage, reader);
        yield await replaced(stage, "readers", reader);
      },
      // The auditor starts a new one.
      heal: async () => {},
    };
  },
};
