import { equal, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import response from "kafkajs/fetch_response";
import { FetchedRecord } from "./fetched_record.ts";
import { installFetchReader } from "./install.ts";
import { encodeAnswer, encodeBatch } from "./testing/answers.ts";

async function answer(magic: number): Promise<Buffer> {
  const record = { offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.from("v") };
  const batch = await encodeBatch({
    ...{ firstOffset: 5n, firstTimestamp: 0n, maxTimestamp: 0n, producerId: -1n, attributes: 0 },
    records: [{ ...record, headers: [] }],
    pack: (bytes) => bytes,
  });
  batch.writeInt8(magic, 16);
  return encodeAnswer("ticks", [{ partition: 0, aborted: [], batches: [batch] }]);
}

Deno.test("installFetchReader() has kafkajs read by ours, and by its own what ours leaves", async () => {
  const own = response.decode;
  try {
    installFetchReader();
    installFetchReader();
    const { responses } = await response.decode(await answer(2));
    const [record] = responses[0].partitions[0].messages;
    ok(record instanceof FetchedRecord);
    equal(record.offset, 5);
    const { responses: old } = await response.decode(await answer(1));
    equal(
      old[0].partitions[0].messages.some((one: unknown) => one instanceof FetchedRecord),
      false,
    );
  } finally {
    response.decode = own;
  }
});
