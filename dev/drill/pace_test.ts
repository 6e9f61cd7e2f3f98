import { deepEqual } from "node:assert/strict";

const SCRIPT = `
import { StepByStep } from "${import.meta.dirname}/pace.ts";
const stop = new AbortController();
const onNobody = () => stop.abort(new Error("nobody"));
const pace = new StepByStep({ announce: (text) => console.log(text), onNobody });
try {
  for (const step of ["inject", "heal"]) await pace.before(step, stop.signal);
  console.log("end");
} catch (error) {
  console.log(error.message);
}
Deno.exit(0);
`;

/** Starts two steps; stdin is what is written. */
function start() {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", SCRIPT],
    ...{ stdin: "piped", stdout: "piped", env: { NO_COLOR: "1" } },
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const writer = child.stdin.getWriter();
  let text = "";
  return {
    until: async (word: string) => {
      while (!text.includes(word)) text += (await lines.read()).value ?? "\nit has ended";
    },
    write: (keys: string) => writer.write(new TextEncoder().encode(keys)),
    endInput: () => writer.close().catch(() => {}),
    end: async () => {
      for (let part; (part = (await lines.read()).value) !== undefined;) text += part;
      await child.status;
      return text.trimEnd().split("\n");
    },
  };
}

Deno.test("StepByStep waits for a line of stdin before each step", async () => {
  const child = start();
  for (const step of ["inject", "heal"]) {
    await child.until(`for: ${step}\n`);
    await child.write("\n");
  }
  deepEqual(await child.end(), ["Press Enter for: inject", "", "Press Enter for: heal", "", "end"]);
  await child.endInput();
});

Deno.test("StepByStep takes lines that were there before the steps, one for each", async () => {
  const child = start();
  await child.write("\n\n");
  await child.endInput();
  deepEqual((await child.end()).at(-1), "end");
});

Deno.test("StepByStep says so when nobody is there to press Enter, and waits no more", async () => {
  const never = start();
  await never.endInput();
  deepEqual(await never.end(), ["Press Enter for: inject", "", "nobody"]);
  const once = start();
  await once.write("\n");
  await once.endInput();
  deepEqual((await once.end()).slice(-3), ["Press Enter for: heal", "", "nobody"]);
});
