import { equal, ok } from "node:assert/strict";
import { openConsumerLedger } from "./ledger.ts";
import { readBlocks } from "./ledger_blocks.ts";

Deno.test("readBlocks reads a large ledger in pieces of a megabyte", () => {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/x.ledger`;
  const ledger = openConsumerLedger(path, { member: "m", group: "g", topic: "t" });
  const records = Array.from({ length: 500 }, (_, at) => ({
    offset: BigInt(at),
    contentHash: 7n,
  }));
  for (let block = 0; block < 1_000; block++) ledger.handled(0, records);
  ledger.close();
  let largest = 0;
  {
    using file = Deno.openSync(path);
    // Gives less than asked for, as a file system may.
    const readSync = (bytes: Uint8Array) => {
      largest = Math.max(largest, bytes.length);
      return file.readSync(bytes.subarray(0, 100_001));
    };
    const { size } = file.statSync();
    ok(size > 8_000_000);
    equal([...readBlocks({ readSync }, size, path)].length, 1_002);
  }
  ok(largest <= 1024 * 1024, `${largest}`);
  Deno.removeSync(folder, { recursive: true });
});
