import { deepEqual, equal, match } from "node:assert/strict";
import { count, runStep } from "./step.ts";

const options = { cwd: Deno.cwd(), env: {}, signal: new AbortController().signal, limit: 20 };

Deno.test("count() adds up the summaries of deno test", () => {
  const output = "ok | 12 passed (7 steps) | 0 failed (2s)\nFAILED | 3 passed | 2 failed (1s)\n";
  deepEqual(count(output, false), { passed: 15, failed: 2 });
});

Deno.test("count() takes a command that fails without a summary for one failure", () => {
  deepEqual(count("error: no such file", false), { passed: 0, failed: 1 });
  deepEqual(count("ok | 3 passed | 0 failed (1s)", false), { passed: 3, failed: 1 });
  deepEqual(count("", true), { passed: 0, failed: 0 });
});

Deno.test("count() takes tests of which none ran for a failure", () => {
  const output = "ok | 0 passed | 0 failed | 3 ignored (1s)";
  deepEqual(count(output, true), { passed: 0, failed: 1 });
});

Deno.test("runStep() ends a step that hangs, and says so", async () => {
  const result = await runStep(["eval", "setInterval(() => {}, 1000)"], { ...options, limit: 1 });
  equal(result.failed, 1);
  match(result.output, /has hung/);
});

Deno.test("runStep() has what was printed on both streams", async () => {
  const result = await runStep(["eval", "console.log('one'); console.error('two')"], options);
  equal(result.failed, 0);
  match(result.output, /one/);
  match(result.output, /two/);
});
