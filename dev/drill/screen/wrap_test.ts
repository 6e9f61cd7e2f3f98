import { deepEqual } from "node:assert/strict";
import { wrap } from "./wrap.ts";

Deno.test("wrap() breaks between words, and words that are longer than a line", () => {
  deepEqual(wrap("a node and another one", 10, 9), ["a node and", "another", "one"]);
  deepEqual(wrap("kill-leader:0123456789", 10, 9), ["kill-leade", "r:01234567", "89"]);
  deepEqual(wrap("", 10, 9), [""]);
});

Deno.test("wrap() says that there would be more", () => {
  deepEqual(wrap("a node and another one", 10, 2), ["a node and", "another…"]);
  deepEqual(wrap("a node and", 10, 1), ["a node and"]);
  deepEqual(wrap("a node and more", 10, 1), ["a node an…"]);
});
