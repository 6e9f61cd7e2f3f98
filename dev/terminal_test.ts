import { equal } from "node:assert/strict";
import { Terminal } from "./terminal.ts";

function written(isTerminal: boolean): string {
  let text = "";
  const terminal = new Terminal(isTerminal, (part) => void (text += part));
  terminal.progress("one");
  terminal.progress("two");
  terminal.line("done");
  terminal.clear();
  return text;
}

Deno.test("Terminal writes progress over itself on a terminal", () => {
  equal(written(true), "\r\x1b[Kone …\r\x1b[Ktwo …\r\x1b[Kdone\n");
});

Deno.test("Terminal writes plain lines elsewhere", () => {
  equal(written(false), "one\ntwo\ndone\n");
});
