import type { Fault } from "../fault.ts";
import { FIND, limitsOf, REQUEST_MARGIN } from "../limits.ts";
import { describeVictim, fenced, leaders } from "./nodes.ts";

/** Seconds. */
const SILENT = 30;

/** A cable out: nothing arrives and nothing leaves, and nobody is told. */
export const silentHost: Fault = {
  name: "silent-host",
  meaning: `nothing passes to or from the leader's node for ${SILENT} s, and nothing is closed`,
  needs: "relays",
  plan: async (stage) => {
    const victim = (await leaders(stage))[0]!;
    const { node, isController } = victim;
    const limits = limitsOf(stage.session + REQUEST_MARGIN + FIND, isController);
    return {
      victim: describeVictim(victim),
      expectation: `the controller fences it, and the others go on within ${limits.writing} s`,
      limits,
      bites: 1,
      overcome: "by itself",
      lasts: SILENT,
      inject: () => Promise.resolve(stage.relays!.silence(node.id)),
      async *prove() {
        yield await fenced(stage, node, limits.writing);
      },
      heal: () => Promise.resolve(stage.relays!.restore()),
    };
  },
};
