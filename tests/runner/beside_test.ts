import { deepEqual, equal } from "node:assert/strict";
import { runBeside } from "./beside.ts";
import type { Suite } from "./suites.ts";

function suite(name: string, more: Partial<Suite> = {}): Suite {
  return { name, meaning: "", needs: ["three"], limit: 1, ...more };
}

/** Runs them; `end` names the suite that ends next, whenever nothing else can go on. */
async function trace(suites: readonly Suite[], ends: readonly string[]): Promise<string[]> {
  const steps: string[] = [];
  const open = new Map<string, () => void>();
  const done = runBeside(suites, 2, async ({ name }) => {
    steps.push(`+${name}`);
    await new Promise<void>((resolve) => open.set(name, resolve));
    steps.push(`-${name}`);
  });
  for (const name of ends) {
    // Every promise that can go on has gone on by then.
    await new Promise((resolve) => setTimeout(resolve));
    open.get(name)!();
  }
  await done;
  return steps;
}

Deno.test("runBeside() keeps two at work, in their order", async () => {
  const steps = await trace([suite("a"), suite("b"), suite("c")], ["b", "c", "a"]);
  deepEqual(steps, ["+a", "+b", "-b", "+c", "-c", "-a"]);
});

Deno.test("runBeside() lets none break the nodes that another works on", async () => {
  const breaker = suite("breaker", { breaksNodes: true });
  const single = suite("single", { needs: ["single"] });
  const steps = await trace([breaker, suite("b"), single], ["breaker", "b", "single"]);
  deepEqual(steps, ["+breaker", "+single", "-breaker", "+b", "-b", "-single"]);
});

Deno.test("runBeside() waits where nothing gets along, and ends with nothing to do", async () => {
  const breakers = ["x", "y"].map((name) => suite(name, { breaksNodes: true }));
  deepEqual(await trace(breakers, ["x", "y"]), ["+x", "-x", "+y", "-y"]);
  equal((await trace([], [])).length, 0);
});
