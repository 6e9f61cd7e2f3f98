import { deepEqual, equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { openBooks } from "./books.ts";
import { letterMessage } from "./letter.ts";
import { LetterIntake } from "./letter_intake.ts";
import type { RecordHeaders } from "./record.ts";
import { watchedLog } from "./testing/events.ts";
import { FakeView } from "./testing/fake_view.ts";
import { givenRecord, letterOf } from "./testing/records.ts";

function setup() {
  const now = () => 1_700_000_060_250;
  const books = openBooks(now);
  const view = new FakeView();
  const intake = new LetterIntake({ ...books, topic: "ticks_dlq", view, ...watchedLog(), now });
  return { view, intake, statistics: books.statistics };
}

Deno.test("LetterIntake shows what was written, and sends nothing on", () => {
  const { view, intake, statistics } = setup();
  const letter = letterOf({ offset: 12, value: "{\n" });
  const headers = letterMessage(letter, 0, 0).headers as RecordHeaders;
  deepEqual(intake.take(2, [{ ...letter.record, headers, offset: 5 }]), []);
  deepEqual(view.letters, [{
    reason: "not_json",
    message: "No JSON",
    origin: { topic: "ticks", partition: 0, offset: "12" },
    key: "AAPL",
    value: "{\\n",
    partition: 2,
    offset: 5n,
    due: 1_700_000_060_000,
  }]);
  const { records, rejected, gaps } = statistics.view();
  deepEqual([records, rejected, gaps], [1, 0, 0]);
});

Deno.test("LetterIntake shows the last reason of a letter that came back", () => {
  const { view, intake } = setup();
  const headers = { "dlq_reason": [Buffer.from("empty"), Buffer.from("not_utf8")] };
  intake.take(0, [givenRecord({ offset: 0, headers })]);
  equal(view.letters[0]!.reason, "not_utf8");
});

Deno.test("LetterIntake shows a record that says nothing of itself, whatever is in it", () => {
  const { view, intake } = setup();
  const bytes = Buffer.from([0xff, 0x1b]);
  const headers = { "dlq_topic": Buffer.from("\x1b[2J") };
  intake.take(0, [givenRecord({ offset: 0, key: null, value: bytes, headers })]);
  const { reason, origin, key, value } = view.letters[0]!;
  deepEqual([reason, origin, key, value], ["unknown", undefined, "", "0xff1b"]);
});
