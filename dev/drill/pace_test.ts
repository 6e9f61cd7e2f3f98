import { deepEqual } from "node:assert/strict";

const SCRIPT = `
import { StepByStep } from "${import.meta.dirname}/pace.ts";
const pace = new StepByStep((text) => console.log(text));
for (const step of ["inject", "heal"]) await pace.before(step, new AbortController().signal);
console.log("end");
Deno.exit(0);
`;

Deno.test("StepByStep waits for a line of stdin before each step", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", SCRIPT],
    ...{ stdin: "piped", stdout: "piped", env: { NO_COLOR: "1" } },
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const writer = child.stdin.getWriter();
  let text = "";
  const until = async (word: string) => {
    while (!text.includes(word)) text += (await lines.read()).value ?? "\nit has ended";
  };
  for (const step of ["inject", "heal"]) {
    await until(`for: ${step}\n`);
    await writer.write(new TextEncoder().encode("\n"));
  }
  await until("end\n");
  await writer.close().catch(() => {});
  await child.status;
  await lines.cancel();
  deepEqual(text.split("\n"), [
    "Press Enter for: inject",
    "",
    "Press Enter for: heal",
    "",
    "end",
    "",
  ]);
});
