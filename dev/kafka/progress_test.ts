import { equal, rejects } from "node:assert/strict";
import { withProgress } from "./progress.ts";

Deno.test("withProgress() tells the step at once and gives the result", async () => {
  const said: string[] = [];
  equal(await withProgress((line) => said.push(line), "Fetching", () => Promise.resolve(7)), 7);
  equal(said.join(), "Fetching");
});

Deno.test("withProgress() passes a failure on and stops telling", async () => {
  const failing = withProgress(() => {}, "Fetching", () => Promise.reject(new Error("no network")));
  await rejects(failing, /no network/);
});
