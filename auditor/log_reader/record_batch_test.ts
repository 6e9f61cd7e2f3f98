import { deepEqual, equal, match, throws } from "node:assert/strict";
import { LogReaderError } from "./errors.ts";
import { decodeBatches, type LogBatch } from "./record_batch.ts";

const decoder = new TextDecoder();
/** Files of a real broker, Kafka 4.3.1, written by its own console producer and by transactions. */
const java = Deno.readFileSync(new URL("fixtures/java_codecs.segment", import.meta.url));
const transactions = Deno.readFileSync(new URL("fixtures/transactions.segment", import.meta.url));

Deno.test("decodeBatches() reads what Java's producer wrote without and with GZIP and Snappy", () => {
  const batches = take(java, 3);
  deepEqual(batches.map((batch) => batch.codec), ["none", "gzip", "snappy"]);
  for (const [index, batch] of batches.entries()) {
    equal(batch.firstOffset, 2 * index);
    equal(batch.lastOffset, 2 * index + 1);
    equal(batch.leaderEpoch, 0);
    equal(batch.producerId, index);
    equal(batch.producerEpoch, 0);
    equal(batch.baseSequence, 0);
    const [first, second] = batch.records;
    equal(text(first!.key), "AAPL");
    equal(text(first!.value), "first ".repeat(12));
    equal(text(second!.key), "Zürich");
    equal(text(second!.value), "second");
    deepEqual(second!.headers.map(({ name, value }) => [name, text(value)]), [
      ["codec", batch.codec],
      ["sequence", "1"],
    ]);
    equal(new Date(first!.timestamp).getUTCFullYear(), 2026);
  }
});

Deno.test("decodeBatches() reads Zstandard, and says which codec it cannot read", () => {
  const [lz4, zstd] = split(java).slice(3);
  throws(() => take(lz4!, 1), { code: "codec", message: /LZ4: not supported/ });
  equal(text(take(zstd!, 1)[0]!.records[0]!.value), "first ".repeat(12));
});

Deno.test("decodeBatches() tells markers and records of transactions from others", () => {
  const batches = take(transactions, 10);
  const kinds = batches.map(({ control, transactional }) =>
    control ? "marker" : transactional ? "transactional" : "plain"
  );
  const [p, t, m] = ["plain", "transactional", "marker"];
  deepEqual(kinds, [p, t, t, m, t, m, t, p, m, t]);
  equal(batches[0]!.producerId, -1);
  equal(batches[7]!.records[0]!.value, null);
});

Deno.test("decodeBatches() leaves out a last batch that is cut, wherever it is cut", () => {
  const [first] = split(java);
  const two = java.subarray(0, first!.length + split(java)[1]!.length);
  for (let length = 0; length < two.length; length++) {
    equal(take(two.subarray(0, length), 9).length, length < first!.length ? 0 : 1);
  }
});

Deno.test("decodeBatches() refuses a batch with any bit flipped behind its length", () => {
  const [first] = split(java);
  for (let at = 16; at < first!.length; at++) {
    const damaged = first!.slice();
    damaged[at] = damaged[at]! ^ 0x10;
    throws(() => take(damaged, 1), (error) => {
      match(String(error), /LogReaderError: Cannot (trust|read) the batch at offset 0/);
      return error instanceof LogReaderError;
    }, `byte ${at}`);
  }
});

Deno.test("decodeBatches() refuses message formats before Kafka 0.11", () => {
  const old = split(java)[0]!.slice();
  old[16] = 1;
  throws(() => take(old, 1), { code: "protocol", message: /message format 1/ });
});

function take(bytes: Uint8Array, count: number): LogBatch[] {
  return decodeBatches(bytes).take(count).toArray();
}

function split(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += parts.at(-1)!.length) {
    parts.push(bytes.subarray(at, at + 12 + view.getInt32(at + 8)));
  }
  return parts;
}

function text(bytes: Uint8Array | null): string | null {
  return bytes && decoder.decode(bytes);
}
