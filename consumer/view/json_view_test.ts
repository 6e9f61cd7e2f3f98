import { deepEqual, equal } from "node:assert/strict";
import type { View } from "../view.ts";
import { JsonView } from "./json_view.ts";
import { LineStream } from "./line_stream.ts";
import { RecordedOutput } from "./testing/recorded_output.ts";
import { NOON, seenLetter, seenTick } from "./testing/samples.ts";

function written(show: (view: View) => void): string {
  const output = new RecordedOutput();
  const view = new JsonView(new LineStream(output));
  show(view);
  view.close();
  return output.text();
}

Deno.test("JsonView writes a tick with all that is documented", () => {
  const text = written((view) => view.tick(seenTick({ price: 150.25, partition: 2 })));
  equal(text.split("\n").length, 2);
  deepEqual(JSON.parse(text), {
    type: "tick",
    symbol: "AAPL",
    price: 150.25,
    timestamp: "2026-11-24T12:00:00.000Z",
    volume: 100,
    partition: 2,
    offset: 42,
    due: NOON,
    handled: NOON + 4,
    redelivered: false,
  });
});

Deno.test("JsonView writes a dead letter with all that is documented, on one line", () => {
  const letter = seenLetter({ value: 'a\n"b"\x00\u2028' });
  const text = written((view) => view.letter(letter));
  equal(text.split("\n").length, 2);
  deepEqual(JSON.parse(text), {
    ...letter,
    type: "letter",
    offset: 7,
    origin: { topic: "stock_ticks", partition: 2, offset: 4711 },
  });
});

Deno.test("JsonView keeps offsets of 64 bits exact", () => {
  const text = written((view) => view.tick({ ...seenTick(), offset: 9223372036854775807n }));
  equal(text.includes('"offset":9223372036854775807,'), true);
});

Deno.test("JsonView takes any origin and any time", () => {
  const origins = [
    undefined,
    { topic: "x", partition: NaN, offset: '1}"' },
    { topic: 'q"', partition: 0, offset: "007" },
  ];
  const text = written((view) => {
    for (const origin of origins) view.letter(seenLetter({ origin, due: NaN }));
  });
  deepEqual(text.trimEnd().split("\n").map((line) => JSON.parse(line).origin), [
    null,
    { topic: "x", partition: null, offset: null },
    { topic: 'q"', partition: 0, offset: 7 },
  ]);
});
