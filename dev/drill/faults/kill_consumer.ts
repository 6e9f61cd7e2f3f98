import type { Fault } from "../fault.ts";
import { UNDISTURBED } from "../limits.ts";
import { atWork, gone, kill } from "./clients.ts";

/** Seconds after which a group gives up a member that is silent. */
const GROUP_SESSION = 10;
/** Seconds for the others to share its partitions among them. */
const SHARE = 5;

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
      expectation: `the others read its partitions within ${limits.reading} s, and skip nothing`,
      limits,
      bites: 1,
      overcome: "by itself",
      lasts: 0,
      inject: () => kill(reader),
      prove: async () => [await gone(stage, reader)],
      // The auditor starts a new one.
      heal: async () => {},
    };
  },
};
