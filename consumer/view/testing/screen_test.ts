import { deepEqual, throws } from "node:assert/strict";
import { Screen } from "./screen.ts";

Deno.test("Screen draws over what was there, scrolls at its end, and refuses what is too wide", () => {
  const screen = new Screen(10, 3);
  screen.write("one\r\ntwo\r\nthree\r\nfour");
  deepEqual(screen.lines, ["two", "three", "four"]);
  deepEqual(screen.scrolledOff, ["one"]);
  screen.write("\x1b[H\x1b[2K\x1b[1mT\x1b[0mWO\r\n\x1b[J");
  deepEqual(screen.lines, ["TWO"]);
  deepEqual(screen.cursor, { row: 1, column: 0 });
  throws(() => screen.write("0123456789a"), /Wider than 10/);
  throws(() => screen.write("\x1b[2S"), /Unknown control/);
});
