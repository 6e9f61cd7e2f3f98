import { contentHash, xxh64 } from "@kafka-sim/common/hash";
import { deepEqual, equal, notEqual } from "node:assert/strict";
import { logRecord } from "../judge/testing/memory_log.ts";
import { RecordReader } from "./logged_record.ts";
import { recordHashes } from "./record_hashes.ts";

const encoder = new TextEncoder();
const plain = logRecord({ sender: "s", sequence: 12, key: "AAPL", value: "{}" }, 7);
const read = (record: typeof plain) => new RecordReader(recordHashes).read(record);

Deno.test("RecordReader gives identity, key and the ledgers' hashes", () => {
  const { wholeHash: _, ...rest } = read(plain);
  deepEqual(rest, {
    offset: 7,
    sender: "s",
    sequence: 12,
    key: "AAPL",
    valueHash: xxh64(plain.value!),
    contentHash: contentHash({ key: plain.key, value: plain.value, sender: "s", sequence: "12" }),
    otherHeaders: false,
  });
});

Deno.test("RecordReader takes no sequence for one that our producer would not write", () => {
  for (const text of ["", "01", "-1", "1.0", "1e3", " 1", "1234567890123456"]) {
    const headers = [plain.headers[0]!, { name: "sequence", value: encoder.encode(text) }];
    equal(read({ ...plain, headers }).sequence, undefined, text);
  }
  equal(read({ ...plain, headers: [] }).sender, undefined);
  const headers = [{ name: "sender", value: new Uint8Array([0xff]) }];
  equal(read({ ...plain, headers, key: null }).sender, undefined);
});

Deno.test("RecordReader sees headers that do not belong there, and twice the same one", () => {
  const more = { name: "trace", value: null };
  equal(read({ ...plain, headers: [...plain.headers, more] }).otherHeaders, true);
  equal(read({ ...plain, headers: [...plain.headers, plain.headers[0]!] }).otherHeaders, true);
});

Deno.test("RecordReader hashes every part of a record for the comparison of readings", () => {
  const { wholeHash } = read(plain);
  equal(read({ ...plain, offset: 8 }).wholeHash, wholeHash);
  for (
    const changed of [
      { ...plain, timestamp: 1 },
      { ...plain, key: null },
      { ...plain, key: encoder.encode("AAPM") },
      { ...plain, value: new Uint8Array(0) },
      { ...plain, value: null },
      { ...plain, headers: plain.headers.slice(1) },
      { ...plain, headers: [...plain.headers, { name: "trace", value: null }] },
    ]
  ) notEqual(read(changed).wholeHash, wholeHash);
});
