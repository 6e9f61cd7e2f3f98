import { equal } from "node:assert/strict";
import { TextMemory } from "./text_memory.ts";

Deno.test("TextMemory tells texts apart that have the same hash", () => {
  const memory = new TextMemory();
  const text = (of: string, hash: number) =>
    memory.text(new TextEncoder().encode(`.${of}.`), 1, { length: of.length, hash });
  for (const one of ["AAPL", "MSFT", "AAP", "AAPL", "MSFT"]) equal(text(one, 7), one);
});

Deno.test("TextMemory forgets texts rather than keep any number of them", () => {
  const memory = new TextMemory();
  for (let count = 0; count < 50_000; count++) {
    const bytes = new TextEncoder().encode(`S${count}`);
    equal(memory.text(bytes, 0, { length: bytes.length, hash: count }), `S${count}`);
  }
});
