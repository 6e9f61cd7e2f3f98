import { deepEqual, equal, throws } from "node:assert/strict";
import { Screen } from "./screen.ts";

Deno.test("Screen draws over what was there, and clears the rest", () => {
  const screen = new Screen(10, 3);
  screen.write("one\r\ntwo\r\nthree");
  screen.write("\x1b[H\x1b[2K\x1b[1mONE\x1b[0m\r\nT\x1b[J");
  deepEqual(screen.lines, ["ONE", "T", ""]);
  equal(screen.scrolled, 0);
});

Deno.test("Screen notes what does not fit", () => {
  const screen = new Screen(4, 2);
  screen.write("日本x\r\n1\r\n2");
  equal(screen.overflow, "x");
  equal(screen.scrolled, 1);
  deepEqual(screen.lines, ["1", "2"]);
});

Deno.test("Screen knows whether the cursor can be seen, and refuses what it does not know", () => {
  const screen = new Screen(4, 2);
  screen.write("\x1b[?25l");
  equal(screen.isCursorVisible, false);
  screen.write("\x1b[?25h");
  equal(screen.isCursorVisible, true);
  throws(() => screen.write("\x1b[5A"), /CSI 5A/);
});
