import { equal } from "node:assert/strict";
import type { View } from "../view.ts";
import { LineStream } from "./line_stream.ts";
import { LinesView } from "./lines_view.ts";
import { RecordedOutput } from "./testing/recorded_output.ts";
import { NOON, seenLetter, seenTick } from "./testing/samples.ts";

function written(show: (view: View) => void): string {
  const output = new RecordedOutput();
  const view = new LinesView(new LineStream(output));
  show(view);
  view.close();
  return output.text();
}

Deno.test("LinesView writes time, symbol, price, volume and where the record stands", () => {
  equal(
    written((view) => {
      view.tick(seenTick({ price: 150.5, volume: 1234, partition: 2 }));
      view.tick(seenTick({ symbol: "BRK.B", second: 1.25, redelivered: true }));
    }),
    "2026-11-24T12:00:00.000Z  AAPL         150.50     1234  2/42\n" +
      "2026-11-24T12:00:01.250Z  BRK.B        150.00      100  0/42  redelivered\n",
  );
});

Deno.test("LinesView writes a dead letter as one line", () => {
  equal(
    written((view) => view.letter(seenLetter())),
    "2026-11-24T12:00:00.000Z  dead letter  not_json: Unexpected token  " +
      'from stock_ticks 2/4711  key "AAPL"  value "oops \\u001b[31m\\"red\\""  0/7\n',
  );
});

Deno.test("LinesView writes dead letters of any time", () => {
  const times = [NaN, Infinity, -1, NOON].map((due) =>
    written((view) => view.letter(seenLetter({ due }))).split("  ")[0]
  );
  equal(times.join(), "no time,no time,1969-12-31T23:59:59.999Z,2026-11-24T12:00:00.000Z");
});
