import type { Fault } from "../fault.ts";
import { limitsOf, UNDISTURBED } from "../limits.ts";

/** Nothing at all: whoever raises an alarm here cannot be trusted. */
export const none: Fault = {
  name: "none",
  meaning: "a quiet run: nothing is done",
  needs: "anything",
  plan: () =>
    Promise.resolve({
      victim: "nobody",
      expectation: `nothing happens, and no partition is without for longer than ${UNDISTURBED} s`,
      limits: limitsOf(UNDISTURBED),
      bites: 0,
      overcome: "by itself",
      lasts: 15,
      inject: async () => {},
      async *prove() {},
      heal: async () => {},
    }),
};
