import { deepEqual, equal } from "node:assert/strict";
import { EventTail, parseEvent } from "./event_tail.ts";

Deno.test("EventTail reads whole lines, also those that come in two parts", async () => {
  const path = await Deno.makeTempFile();
  const events: string[] = [];
  const tail = new EventTail(path, ({ event }) => events.push(event));
  const two = Promise.withResolvers<void>();
  const waiting = setInterval(() => events.length === 2 && two.resolve(), 5);
  await Deno.writeTextFile(path, '{"event":"one"}\nwarning: not JSON\n{"event":', { append: true });
  await new Promise((resolve) => setTimeout(resolve, 120));
  deepEqual(events, ["one"]);
  await Deno.writeTextFile(path, '"two"}\n', { append: true });
  await two.promise;
  clearInterval(waiting);
  await Deno.writeTextFile(path, '{"event":"last"}\n', { append: true });
  tail.close();
  deepEqual(events, ["one", "two", "last"]);
  await Deno.remove(path);
});

Deno.test("EventTail waits for a file that is not there yet", () => {
  new EventTail("/nowhere/at/all", () => {}).close();
});

Deno.test("parseEvent() passes over what is no event", () => {
  equal(parseEvent('{"event":"x","n":1}')?.n, 1);
  for (const line of ["", "text", "null", "7", '{"event":7}', '{"e":"x"}']) {
    equal(parseEvent(line), undefined);
  }
});
