import type { Fault } from "../fault.ts";
import { limitsOf, UNDISTURBED } from "../limits.ts";
import { atWork, gone, kill } from "./clients.ts";

/** A sender dies with records under way: these are unknown, and nothing else is. */
export const killProducer: Fault = {
  name: "kill-producer",
  meaning: "SIGKILL one sender; a new one starts",
  needs: "nodes",
  plan: async (stage) => {
    const sender = await atWork(stage, "senders");
    return {
      victim: sender.name,
      expectation: "the others are not disturbed, and nothing that was acknowledged is lost",
      limits: limitsOf(UNDISTURBED),
      bites: 1,
      overcome: "by itself",
      lasts: 0,
      inject: () => kill(sender),
      prove: async () => [await gone(stage, sender)],
      // The auditor starts a new one.
      heal: async () => {},
    };
  },
};
