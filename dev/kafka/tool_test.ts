import { equal, rejects } from "node:assert/strict";
import { runTool } from "./tool.ts";

Deno.test("runTool() gives what the tool printed and how it ended", async () => {
  const result = await runTool(["sh", "-c", "cat; echo bad >&2; exit 3"], { input: "text" });
  equal(result.stdout, "text");
  equal(result.stderr, "bad\n");
  equal(result.code, 3);
});

Deno.test("runTool() tells a missing tool by 127", async () => {
  equal((await runTool(["no-such-tool"])).code, 127);
});

Deno.test("runTool() ends the tool on its signal", async () => {
  const stop = new AbortController();
  const running = runTool(["sleep", "600"], { signal: stop.signal });
  stop.abort(new Error("asked to end"));
  await rejects(running, /asked to end/);
});
