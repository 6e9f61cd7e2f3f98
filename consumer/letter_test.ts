import { deepEqual, equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { letterMessage } from "./letter.ts";
import { givenRecord, letterOf } from "./testing/records.ts";

Deno.test("A dead letter has the record's bytes, key and headers, and says why and where from", () => {
  const value = Buffer.from([0xff, 0, 1]);
  const headers = { trace: Buffer.from([1, 2]), twice: [Buffer.from("a"), Buffer.from("b")] };
  const record = givenRecord({ offset: 12, value, key: null, headers, timestamp: 5_000 });
  const letter = { record, topic: "ticks", partition: 4, reason: "not_utf8", detail: "No text" };
  const message = letterMessage(letter, 1, 9_000);
  equal(message.value, value);
  deepEqual([message.key, message.partition, message.timestamp], [null, 1, "9000"]);
  deepEqual(message.headers, {
    trace: [Buffer.from([1, 2])],
    twice: [Buffer.from("a"), Buffer.from("b")],
    "dlq_reason": [Buffer.from("not_utf8")],
    "dlq_detail": [Buffer.from("No text")],
    "dlq_topic": [Buffer.from("ticks")],
    "dlq_partition": [Buffer.from("4")],
    "dlq_offset": [Buffer.from("12")],
    "dlq_timestamp": [Buffer.from("5000")],
  });
});

Deno.test("A dead letter that comes back keeps what was said of it before", () => {
  const headers = { "dlq_reason": Buffer.from("empty"), "dlq_offset": Buffer.from("3") };
  const message = letterMessage(letterOf({ offset: 8, headers }), 0, 0);
  const before = Buffer.from("empty");
  deepEqual(message.headers?.["dlq_reason"], [before, Buffer.from("not_json")]);
  deepEqual(message.headers?.["dlq_offset"], [Buffer.from("3"), Buffer.from("8")]);
});

Deno.test("A dead letter names the headers that had no value, and bounds what is said of it", () => {
  const headers = { none: null, mixed: [Buffer.from("a"), null], ["__proto__"]: Buffer.from("x") };
  const letter = { ...letterOf({ offset: 0, headers }), detail: "x".repeat(100_000) };
  const added = letterMessage(letter, 0, 0).headers!;
  const empty = Buffer.alloc(0);
  deepEqual([added["none"], added["mixed"]], [[empty], [Buffer.from("a"), empty]]);
  deepEqual(Object.entries(added).find(([name]) => name === "__proto__")?.[1], [Buffer.from("x")]);
  deepEqual(added["dlq_null_headers"], [Buffer.from("none,mixed")]);
  equal((added["dlq_detail"] as Buffer[])[0]!.length, 1_000);
});

Deno.test("A dead letter can come from a record of before there were headers", () => {
  const { headers: _, ...record } = givenRecord({ offset: 1 });
  const message = letterMessage({ ...letterOf({ offset: 1 }), record }, 0, 0);
  equal(Object.keys(message.headers ?? {}).length, 6);
});
