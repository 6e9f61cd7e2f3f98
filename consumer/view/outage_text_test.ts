import { deepEqual } from "node:assert/strict";
import { outageText } from "./outage_text.ts";

Deno.test("outageText() says for how long and why, and nothing while all is well", () => {
  const text = (seconds: number, reason?: string, isFirst = false) =>
    outageText({ outage: { seconds, reason, isFirst } });
  deepEqual(outageText({ outage: undefined }), []);
  deepEqual(text(0, "refused"), []);
  deepEqual(text(34, "refused 127.0.0.1:9092"), [
    "Out of its group for 34 s: refused 127.0.0.1:9092",
  ]);
  deepEqual(text(1, "\x1b[31mred\r"), ["Out of its group for 1 s: red"]);
  deepEqual(text(2), ["Out of its group for 2 s"]);
});

Deno.test("outageText() takes some seconds of the first joining for no outage", () => {
  const text = (seconds: number) =>
    outageText({ outage: { seconds, reason: undefined, isFirst: true } });
  deepEqual(text(9), []);
  deepEqual(text(10), ["Out of its group for 10 s"]);
});
