import { equal, match } from "node:assert/strict";
import { describeEnd } from "./describe_end.ts";
import { Run } from "./guard/run.ts";
import { withFolder } from "./kafka/testing.ts";

/** How the end of a program reads that wrote these lines. */
async function endOf(
  code: number,
  ...lines: readonly object[]
): Promise<{ message: string; remedy: string; exitCode: number }> {
  let error: { message: string; remedy: string; exitCode: number } | undefined;
  await withFolder(async (parent) => {
    const run = await Run.open(parent);
    const log = lines.map((line) => JSON.stringify(line)).join("\n");
    const child = run.spawn("producer-1", ["sh", "-c", `echo "$1"; exit ${code}`, "sh", log]);
    error = await describeEnd(child);
    await run.close();
  });
  return error!;
}

Deno.test("describeEnd() says what the program said of its failure, and its remedy", async () => {
  const failed = { event: "failed", message: "Cannot go on", remedy: "Mend it" };
  const { message, remedy, exitCode } = await endOf(1, failed, { event: "other" });
  equal(message, "The producer-1 ended with exit code 1: Cannot go on");
  equal(remedy, "Mend it");
  equal(exitCode, 1);
});

Deno.test("describeEnd() has every setting that was refused, and keeps exit code 2", async () => {
  const refused = (problem: string) => ({ event: "setting_refused", problem });
  const { message, exitCode } = await endOf(2, refused("Cannot a"), refused("Cannot b"));
  equal(message, "The producer-1 ended with exit code 2: Cannot a\nCannot b");
  equal(exitCode, 2);
});

Deno.test("describeEnd() names the records whose fate is unknown", async () => {
  const unknown = [{ partition: 0, first: 3, last: 9 }, { partition: 2, first: 4, last: 4 }];
  const { message } = await endOf(1, { event: "shutdown_complete", unknown });
  match(message, /nobody knows .* these sequences: partition 0 3 to 9, partition 2 4$/);
});

Deno.test("describeEnd() shows the last lines where the program said nothing of it", async () => {
  match((await endOf(1, { event: "one" })).message, /exit code 1: {"event":"one"}$/);
});
