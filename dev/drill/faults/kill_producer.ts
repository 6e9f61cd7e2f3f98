import type { Fault } from "../fault.ts";
import { limitsOf, UNDISTURBED } from "../limits.ts";
import { atWork, gone, kill, replaced } from "./clients.ts";

/** Seconds in which the others and the new one are watched at least. */
const AFTER = 10;

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
      bites: 2,
      kills: [sender.name],
      overcome: "by itself",
      lasts: AFTER,
      inject: () => kill(sender),
      async *prove() {
        yield await gone(stage, sender);
        yield await replaced(stage, "senders", sender);
      },
      // The auditor starts a new one.
      heal: async () => {},
    };
  },
};
