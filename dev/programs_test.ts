import { equal, ok } from "node:assert/strict";
import { cacheCommand, programCommand } from "./programs.ts";

Deno.test("programCommand() grants what the program publishes, never everything", async () => {
  const command = await programCommand("producer", ["--rate=1"], "/map.json");
  equal(command[0], Deno.execPath());
  ok(command.includes("--no-prompt"));
  ok(command.includes("--import-map=/map.json"));
  ok(!command.includes("-A") && !command.includes("--allow-all"));
  ok(command.at(-2)!.endsWith("/producer/main.ts"));
  equal(command.at(-1), "--rate=1");
});

Deno.test("programCommand() and cacheCommand() need no map where JSR is reachable", async () => {
  const commands = [await programCommand("producer", [], ""), cacheCommand("")];
  for (const command of commands) ok(!command.join(" ").includes("--import-map"));
});
