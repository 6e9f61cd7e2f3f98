import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { LedgerError, readLedger } from "./ledger.ts";
import { type LedgerFile, LedgerWriter } from "./ledger_writer.ts";

const head = {
  format: "kafka-sim ledger",
  version: 1,
  kind: "producer",
  program: "0.1.0",
  sender: "s",
  topic: "t",
  acks: "all",
  idempotent: true,
  pid: 1,
  host: null,
  started: 0,
} as const;

const record = (sequence: number) => ({ sequence, due: 1, key: "AAPL", valueHash: 7n });

/** A disk with room for so many bytes, that takes no more than seven of them at once. */
class SmallDisk implements LedgerFile {
  readonly bytes: number[] = [];
  closed = 0;

  constructor(readonly room: number) {}

  writeSync(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, Math.min(7, this.room - this.bytes.length));
    if (taken.length === 0) throw new Error("No space left on device (os error 28)");
    this.bytes.push(...taken);
    return taken.length;
  }

  close(): void {
    this.closed++;
  }
}

function isNotWritten(error: unknown): boolean {
  ok(error instanceof LedgerError);
  equal(error.code, "ledger_not_written");
  ok(/No space left on device/.test(error.message), error.message);
  return true;
}

Deno.test("LedgerWriter on a full disk throws, and notes nothing from then on", () => {
  const path = Deno.makeTempFileSync();
  const roomy = new SmallDisk(Infinity);
  const whole = new LedgerWriter({ path, file: roomy, head, now: () => 1 });
  for (let sequence = 0; sequence < 4; sequence++) whole.sent(0, [record(sequence)]);
  for (let room = 8; room < roomy.bytes.length; room++) {
    const disk = new SmallDisk(room);
    let handedOver = 0;
    const write = () => {
      const ledger = new LedgerWriter({ path, file: disk, head, now: () => 1 });
      try {
        for (; handedOver < 4; handedOver++) ledger.sent(0, [record(handedOver)]);
      } finally {
        // Room comes back: half a block stands there, so nothing may follow it.
        Object.assign(disk, { room: Infinity });
        throws(() => ledger.sent(0, [record(9)]), isNotWritten);
        ledger.close();
      }
    };
    throws(write, isNotWritten, `room for ${room}`);
    equal(disk.bytes.length, room);
    Deno.writeFileSync(path, new Uint8Array(disk.bytes));
    const sent = [...readLedger(path).entries()].flatMap((entry) =>
      entry.kind === "sent" ? entry.records : []
    );
    deepEqual(sent.length, handedOver, "what was not noted was not handed over");
  }
  Deno.removeSync(path);
});

Deno.test("LedgerWriter reports the kernel's own disk full", () => {
  if (Deno.build.os !== "linux") return;
  const file = Deno.openSync("/dev/full", { write: true });
  throws(() => new LedgerWriter({ path: "/dev/full", file, head, now: () => 1 }), isNotWritten);
  file.close();
});

Deno.test("LedgerWriter can be closed twice, and refuses to write after it", () => {
  const disk = new SmallDisk(Infinity);
  const ledger = new LedgerWriter({ path: "x", file: disk, head, now: () => 1 });
  ledger.close();
  ledger.close();
  equal(disk.closed, 1);
  throws(() => ledger.acknowledged(0, 0, 1), /closed/);
});

Deno.test("LedgerWriter refuses sequences that do not follow each other", () => {
  const file = new SmallDisk(Infinity);
  const ledger = new LedgerWriter({ path: "x", file, head, now: () => 1 });
  const before = file.bytes.length;
  throws(() => ledger.sent(0, [record(4), record(6)]), RangeError);
  equal(file.bytes.length, before);
});

Deno.test("LedgerWriter takes a block larger than its buffer", () => {
  const path = Deno.makeTempFileSync();
  using file = Deno.openSync(path, { write: true });
  const ledger = new LedgerWriter({ path, file, head, now: () => 1 });
  const records = Array.from({ length: 100_000 }, (_, at) => record(at));
  ledger.sent(0, records);
  ledger.sent(1, [record(0)]);
  const [large, small] = readLedger(path).entries();
  deepEqual(large?.kind === "sent" && large.records.at(-1), records.at(-1));
  equal(small?.partition, 1);
  Deno.removeSync(path);
});
