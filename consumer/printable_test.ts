import { equal, ok } from "node:assert/strict";
import { printable } from "./printable.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("printable() leaves text as it is and makes control characters visible", () => {
  equal(
    printable(bytes('{"symbol":"AAPL","note":"naïve €📈"}')),
    '{"symbol":"AAPL","note":"naïve €📈"}',
  );
  equal(printable(bytes("a\x1b[2Jb\r\n\t\0\x7f")), "a\\u001b[2Jb\\r\\n\\t\\u0000\\u007f");
  equal(printable(bytes("\u202Eabc\u2028")), "\\u202eabc\\u2028");
  equal(printable(bytes("\u{E0001}")), "\\udb40\\udc01");
});

Deno.test("printable() shows what is no UTF-8 as numbers", () => {
  equal(printable(Uint8Array.of(0, 255, 16)), "0x00ff10");
  equal(printable(new Uint8Array(0)), "");
  equal(printable(null), "");
});

Deno.test("printable() cuts long values, between characters", () => {
  equal(printable(bytes("x".repeat(1_000))), `${"x".repeat(200)}…`);
  equal(printable(bytes("📈".repeat(201))), `${"📈".repeat(200)}…`);
  equal(printable(bytes("€".repeat(200))), "€".repeat(200));
  equal(printable(bytes("é".repeat(5_000))), `${"é".repeat(200)}…`);
  ok(printable(new Uint8Array(5_000).fill(255)).length < 250);
});
