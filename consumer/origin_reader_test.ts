import { deepEqual, equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { fetchedRecords } from "./fetch/testing/fetched.ts";
import { OriginReader } from "./origin_reader.ts";
import { givenRecord } from "./testing/records.ts";

type Header = readonly [string, Buffer | null];

const header = (name: string, text: string): Header => [name, Buffer.from(text)];
const origin = (sender: string, sequence: number | string) => [
  header("sender", sender),
  header("sequence", String(sequence)),
];

/** What a reader that has read nothing yet says; it reads plain records only the slow way. */
function slow(headers: readonly Header[]): [string, number] | undefined {
  const byName: Record<string, Buffer | null | (Buffer | null)[]> = {};
  for (const [name, value] of headers) {
    const known = byName[name];
    byName[name] = known === undefined ? value : [known, value].flat();
  }
  const reader = new OriginReader();
  const isRead = reader.read(givenRecord({ offset: 0, headers: byName }));
  return isRead ? [reader.sender, reader.sequence] : undefined;
}

Deno.test("OriginReader reads sequences of every length, and senders that take turns", async () => {
  const reader = new OriginReader();
  const plans = ["a", "a", "sender-2", "a", "sender-2"].flatMap((sender) =>
    [0, 9, 10, 12_345, 999_999_999_999_999].map((sequence) => ({ sender, sequence }))
  );
  const records = await fetchedRecords(
    plans.map(({ sender, sequence }) => ({ headers: origin(sender, sequence) })),
  );
  for (const [at, record] of records.entries()) {
    equal(reader.read(record), true);
    const { sender, sequence } = reader;
    deepEqual({ sender, sequence }, plans[at]);
  }
});

Deno.test("OriginReader reads odd headers as if it had never seen others", async () => {
  const reader = new OriginReader();
  const usual = origin("a", 7);
  const odd: Header[][] = [
    ...[[], [usual[0]!], [usual[1]!], [...usual].reverse(), [...usual, header("more", "1")]],
    ...[origin("a", "x"), origin("a", ""), origin("a", "0007"), origin("a", "1234567890123456")],
    ...[origin("", 1), origin("a", "1x"), [header("sender", "b"), ...usual]],
    ...[[["sender", null], usual[1]!] as Header[], [usual[0]!, ["sequence", null]] as Header[]],
    ...[[header("sender", "a"), header("sequencf", "7")], [header("sendes", "a"), usual[1]!]],
  ];
  const records = await fetchedRecords(
    odd.flatMap((headers) => [{ headers: usual }, { headers }]),
  );
  for (const [at, headers] of odd.entries()) {
    equal(reader.read(records[2 * at]!), true);
    deepEqual([reader.sender, reader.sequence], ["a", 7]);
    const isRead = reader.read(records[2 * at + 1]!);
    const expected = slow(headers);
    const text = headers.map(([name, value]) => `${name}=${value}`).join();
    deepEqual(isRead ? [reader.sender, reader.sequence] : undefined, expected, text);
  }
});
