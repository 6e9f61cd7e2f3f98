import { openConsumerLedger, openProducerLedger } from "@kafka-sim/common/ledger";
import { deepEqual, equal } from "node:assert/strict";
import { LedgerFolder } from "./ledger_folder.ts";

/** A folder with a sender's and a reader's ledger, whose writers were killed. */
async function withLedgers(body: (folder: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const sent = openProducerLedger(`${folder}/s.ledger`, { sender: "s", topic: "t" });
    sent.sent(0, [{ sequence: 0, due: 1, key: "k", valueHash: 1n }]);
    openConsumerLedger(`${folder}/r.ledger`, { member: "m", group: "g", topic: "t" });
    body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const cut = (path: string, bytes: number) =>
  Deno.writeFileSync(path, Deno.readFileSync(path).subarray(0, bytes));
const sizeOf = (path: string) => Deno.statSync(path).size;

Deno.test("LedgerFolder takes a torn ledger for whole if its writer left it so", async () => {
  await withLedgers((folder) => {
    const path = `${folder}/s.ledger`;
    cut(path, sizeOf(path) - 5);
    deepEqual(LedgerFolder.open(folder).torn, [{ file: path, kind: "sender" }]);
    const left = LedgerFolder.open(folder, new Map([["s.ledger", sizeOf(path)]]));
    deepEqual([left.torn, left.doubts], [[], []]);
  });
});

Deno.test("LedgerFolder doubts a ledger that is not as long as its writer left it", async () => {
  await withLedgers((folder) => {
    const path = `${folder}/s.ledger`;
    const whole = sizeOf(path);
    for (let bytes = whole - 1; bytes > whole - 56; bytes--) {
      cut(path, bytes);
      const { doubts } = LedgerFolder.open(folder, new Map([["s.ledger", whole]]));
      deepEqual(doubts, [`ledger ${path} has ${bytes} bytes where its writer left ${whole}`]);
    }
  });
});

Deno.test("LedgerFolder knows of a killed reader that it is not at work any more", async () => {
  await withLedgers((folder) => {
    equal(LedgerFolder.open(folder).readersMayGoOn, true);
    const sizes = new Map([["r.ledger", sizeOf(`${folder}/r.ledger`)]]);
    equal(LedgerFolder.open(folder, sizes).readersMayGoOn, false);
  });
});

Deno.test("LedgerFolder doubts where a ledger is missing, or does not say whose it is", async () => {
  await withLedgers((folder) => {
    const sizes = new Map<string, number | null | undefined>([
      ["reader-9.ledger", 77],
      ["never-begun.ledger", null],
      ["begun.ledger", undefined],
      ["r.ledger", undefined],
      ["s.ledger", sizeOf(`${folder}/s.ledger`)],
    ]);
    deepEqual(LedgerFolder.open(folder, sizes).doubts, [
      "ledger reader-9.ledger is missing",
      "ledger begun.ledger is missing",
    ]);
    cut(`${folder}/r.ledger`, 20);
    const whole: [string, number] = ["s.ledger", sizeOf(`${folder}/s.ledger`)];
    deepEqual(LedgerFolder.open(folder, new Map([whole])).doubts, [
      `ledger ${folder}/r.ledger ends before it says whose it is`,
    ]);
    deepEqual(LedgerFolder.open(folder, new Map([whole, ["r.ledger", 20]])).doubts, []);
  });
});

Deno.test("LedgerFolder doubts a sender's ledger whose end nobody has noted, and no reader's", async () => {
  await withLedgers((folder) => {
    const path = `${folder}/s.ledger`;
    const doubts = [`sender's ledger ${path} has no end: notes may be missing`];
    deepEqual(LedgerFolder.open(folder).doubts, doubts);
    deepEqual(LedgerFolder.open(folder, new Map([["s.ledger", undefined]])).doubts, doubts);
    deepEqual(LedgerFolder.open(folder, new Map([["s.ledger", sizeOf(path)]])).doubts, []);
    openProducerLedger(`${folder}/o.ledger`, { sender: "o", topic: "t" }).close();
    deepEqual(LedgerFolder.open(folder).doubts, doubts, "one that ended in order is not doubted");
  });
});

Deno.test("LedgerFolder tells on whose clocks a partition is measured", async () => {
  await withLedgers((folder) => {
    const ledgers = LedgerFolder.open(folder);
    deepEqual(ledgers.hosts(0, "writing"), [Deno.hostname()]);
    deepEqual(ledgers.hosts(0, "reading"), [Deno.hostname()], "each host once");
    deepEqual(ledgers.hosts(7, "reading"), [], "nobody noted anything about it");
  });
});
