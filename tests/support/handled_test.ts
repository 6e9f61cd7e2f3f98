import { deepEqual, equal } from "node:assert/strict";
import { contentHash } from "@kafka-sim/common/hash";
import { openConsumerLedger } from "@kafka-sim/common/ledger";
import { compareHandled } from "./handled.ts";
import type { LoggedRecord } from "./java_log.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function logged(offset: bigint): LoggedRecord {
  const [key, value] = [bytes("AAPL"), bytes(`{"n":${offset}}`)];
  const headers = [["sender", bytes("s")], ["sequence", bytes(String(offset))]] as const;
  return { partition: 2, offset, timestamp: 0, key, value, headers };
}

function hashOf({ key, value, headers }: LoggedRecord): bigint {
  return contentHash({ key, value, sender: headers[0]![1], sequence: headers[1]![1] });
}

/** Ledgers of consumers that have handled these. */
async function withLedgers(
  handled: readonly (readonly LoggedRecord[])[],
  work: (paths: readonly string[]) => void,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    work(handled.map((records, index) => {
      const path = `${folder}/${index}`;
      const ledger = openConsumerLedger(path, { member: `m${index}`, group: "g", topic: "t" });
      const notes = records.map((record) => ({
        offset: record.offset,
        contentHash: hashOf(record),
      }));
      ledger.handled(2, notes);
      ledger.close();
      return path;
    }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const [zero, one, two] = [logged(0n), logged(1n), logged(2n)];

Deno.test("compareHandled() takes what several consumers handled together", async () => {
  await withLedgers([[zero, one], [two]], (paths) => {
    deepEqual(compareHandled(paths, [zero, one, two]), {
      ...{ notes: 3, missed: [], wrong: [], redelivered: 0 },
    });
  });
});

Deno.test("compareHandled() finds what nobody handled, and counts what was handled again", async () => {
  await withLedgers([[zero, one], [one]], (paths) => {
    const handled = compareHandled(paths, [zero, one, two]);
    deepEqual(handled.missed, ["partition 2 offset 2"]);
    equal(handled.redelivered, 1);
  });
});

Deno.test("compareHandled() finds what was handled as something else", async () => {
  await withLedgers([[{ ...zero, value: bytes("other") }]], (paths) => {
    equal(compareHandled(paths, [zero]).wrong.length, 1);
  });
});
