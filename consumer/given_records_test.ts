import { deepEqual, equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { KafkaMessage } from "kafkajs";
import { recordsForKafkajs } from "./fetch/records_for_kafkajs.ts";
import { fetchedRecords } from "./fetch/testing/fetched.ts";
import { givenRecords } from "./given_records.ts";
import { TickReader } from "./tick_reader.ts";
import { givenRecord, TICK } from "./testing/records.ts";

Deno.test("givenRecords() takes fetched records as they are, in an array like any other", async () => {
  const records = recordsForKafkajs(await fetchedRecords([{}, {}, {}]), false);
  const given = givenRecords(records as unknown as KafkaMessage[]);
  deepEqual(given.map((record, at) => record === records[at]), [true, true, true]);
  equal(given.filter(({ offset }) => offset !== 1).length, 2);
});

Deno.test("givenRecords() makes numbers of kafkajs' decimal texts", () => {
  const [key, value, headers] = [Buffer.from("k"), Buffer.from("v"), {}];
  const message = { ...{ key, value, headers }, offset: "12", timestamp: "1700000060000" };
  deepEqual(givenRecords([{ ...message, attributes: 0 }]), [
    { ...{ key, value, headers }, offset: 12, timestamp: 1_700_000_060_000 },
  ]);
  deepEqual(givenRecords([]), []);
});

Deno.test("TickReader reads the same of a fetched record as of any other", async () => {
  const reader = new TickReader();
  const values = [TICK, TICK.replace(":", ": "), "{", "", null].map((text) =>
    text === null ? null : Buffer.from(text)
  );
  const outcome = (read: () => unknown) => {
    try {
      return read();
    } catch (error) {
      return String(error);
    }
  };
  for (
    const [offset, record] of (await fetchedRecords(values.map((value) => ({ value })))).entries()
  ) {
    const other = givenRecord({ offset, value: values[offset]! });
    deepEqual(outcome(() => reader.read(record)), outcome(() => reader.read(other)));
  }
});
