import { equal, ok } from "node:assert/strict";
import { letterText } from "./letter_text.ts";
import { seenLetter } from "./testing/samples.ts";

Deno.test("letterText() says why, from where, and shows bytes that do not print", () => {
  equal(
    letterText(seenLetter()),
    "dead letter  not_json: Unexpected token  from stock_ticks 2/4711  " +
      'key "AAPL"  value "oops \\u001b[31m\\"red\\""',
  );
});

Deno.test("letterText() says that an origin is not known", () => {
  ok(letterText(seenLetter({ origin: undefined })).includes("  from unknown  "));
});

Deno.test("letterText() stays one short line, whatever the letter holds", () => {
  const text = letterText(
    seenLetter({ reason: "x\ny\x1b[2J", value: "\n日".repeat(100_000), key: "\u202e" }),
  );
  ok(text.length < 1_000, `${text.length}`);
  ok(!["\n", "\x1b", "\u202e"].some((char) => text.includes(char)), JSON.stringify(text));
  ok(text.endsWith("and 199800 more characters"), text.slice(-40));
});
