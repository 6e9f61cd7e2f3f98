import { openConsumerLedger, openProducerLedger } from "@kafka-sim/common/ledger";
import { deepEqual } from "node:assert/strict";
import { LedgerTail, type TailEvent } from "./ledger_tail.ts";

async function inFolder(body: (path: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    body(`${folder}/x.ledger`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Without their times, which the clock makes. */
function read(tail: LedgerTail): Omit<TailEvent, "time">[] {
  return [...tail.read()].map(({ time: _time, ...event }) => event);
}

const record = (sequence: number) => ({ sequence, due: 1_000 + sequence, key: "k", valueHash: 7n });

Deno.test("LedgerTail gives each note once, whatever has been written so far", async () => {
  await inFolder((path) => {
    const tail = new LedgerTail(path);
    deepEqual(read(tail), [], "no file yet");
    const ledger = openProducerLedger(path, { sender: "s", topic: "t" });
    deepEqual(read(tail), [], "only a head");
    ledger.sent(2, [record(0), record(1)]);
    ledger.acknowledged(2, 0, 2, 41n);
    deepEqual(read(tail), [
      { kind: "sent", partition: 2, first: 0, count: 2, due: 1_000 },
      { kind: "acknowledged", partition: 2, first: 0, count: 2 },
    ]);
    deepEqual(read(tail), []);
    ledger.sent(0, [record(0)]);
    ledger.unknown(0, 0, 1, "late");
    ledger.close();
    deepEqual(read(tail), [
      { kind: "sent", partition: 0, first: 0, count: 1, due: 1_000 },
      { kind: "unknown", partition: 0, first: 0, count: 1 },
    ]);
  });
});

Deno.test("LedgerTail reads on where a note was only half there", async () => {
  await inFolder((path) => {
    const ledger = openConsumerLedger(path, { member: "m", group: "g", topic: "t" });
    ledger.handled(1, [{ offset: 1n, contentHash: 1n }]);
    ledger.handled(3, [{ offset: 2n, contentHash: 1n }, { offset: 3n, contentHash: 1n }]);
    ledger.close();
    const whole = Deno.readFileSync(path);
    for (let cut = 0; cut < whole.length; cut++) {
      Deno.writeFileSync(path, whole.subarray(0, cut));
      const tail = new LedgerTail(path);
      const events = read(tail);
      Deno.writeFileSync(path, whole);
      events.push(...read(tail));
      deepEqual(events, [
        { kind: "handled", partition: 1, count: 1 },
        { kind: "handled", partition: 3, count: 2 },
      ], `cut at ${cut}`);
    }
  });
});

Deno.test("LedgerTail gives notes that are larger than what it reads at once", async () => {
  await inFolder((path) => {
    const ledger = openProducerLedger(path, { sender: "s", topic: "t" });
    const records = Array.from({ length: 20_000 }, (_, sequence) => record(sequence));
    ledger.sent(1, records);
    ledger.acknowledged(1, 0, records.length, 0n);
    ledger.close();
    const tail = new LedgerTail(path);
    deepEqual(read(tail).map(({ kind, count }) => [kind, count]), [
      ["sent", 20_000],
      ["acknowledged", 20_000],
    ]);
    tail.close();
    deepEqual(read(tail), []);
  });
});
