/** Ctrl-C at random moments of `deno task dev` leaves nothing behind. */
import { ok } from "node:assert/strict";
import { devCommand } from "./support/dev.ts";
import { seed, tell } from "./support/environment.ts";
import { Mark } from "./support/marked.ts";
import { randomOf } from "./support/random.ts";
import { TestTerminal } from "./support/terminal.ts";
import { pass } from "./support/until.ts";

const MOMENTS = 20;
const BESIDE = 2;
const END_SECONDS = 40;
/** How long after the first tick a moment may still lie. */
const WHILE_RUNNING_SECONDS = 1.5;
const SIZE = { columns: 100, rows: 30 };
/** In order; and by SIGINT itself where Deno was only just starting. */
const GOOD_CODES = [0, 130];

/** Starts it, presses Ctrl-C `seconds` later, and answers what was wrong, if anything was. */
async function interruptAfter(seconds: number): Promise<string | undefined> {
  const mark = new Mark();
  await using terminal = new TestTerminal(devCommand([]), { ...SIZE, env: mark.env });
  await pass(seconds);
  // So that its folder is known.
  await mark.living();
  await terminal.type("\x03");
  try {
    const { code } = await terminal.end(END_SECONDS);
    await mark.nothingLeft(END_SECONDS);
    if (GOOD_CODES.includes(code)) return undefined;
    return `exit code ${code}:\n${terminal.text.slice(-2000)}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Seconds from the start to the first tick in the table: here and now, whatever else runs. */
async function startSeconds(): Promise<number> {
  const begin = performance.now();
  await using terminal = new TestTerminal(devCommand([]), SIZE);
  await terminal.shows(/AAPL +\d/, 90);
  const seconds = (performance.now() - begin) / 1000;
  await terminal.type("\x03");
  await terminal.end(END_SECONDS);
  return seconds;
}

Deno.test(`Ctrl-C at ${MOMENTS} random moments ends task dev and leaves nothing behind`, async () => {
  const random = randomOf(seed());
  const range = await startSeconds() + WHILE_RUNNING_SECONDS;
  // One in each of as many equal parts: no phase of the start is passed over.
  const moments = Array.from({ length: MOMENTS }, (_, part) => (part + random()) * range / MOMENTS);
  const failures: string[] = [];
  const queue = [...moments];
  const worker = async () => {
    for (let moment = queue.pop(); moment !== undefined; moment = queue.pop()) {
      const failure = await interruptAfter(moment);
      if (failure) failures.push(`Ctrl-C after ${moment.toFixed(2)} s: ${failure}`);
    }
  };
  await Promise.all(Array.from({ length: BESIDE }, worker));
  ok(failures.length === 0, failures.join("\n"));
  tell(`${MOMENTS} moments from ${moments[0]!.toFixed(2)} to ${moments.at(-1)!.toFixed(2)} s`);
});
