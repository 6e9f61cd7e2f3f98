import { deepEqual, equal, ok, throws } from "node:assert/strict";
import {
  type LedgerEntry,
  LedgerError,
  openConsumerLedger,
  openProducerLedger,
  readLedger,
} from "./ledger.ts";
import { VERSION } from "./version.ts";

function inFolder(name: string, body: (path: string) => void | Promise<void>): void {
  Deno.test(name, async () => {
    const folder = Deno.makeTempDirSync();
    try {
      await body(`${folder}/x.ledger`);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });
}

const record = (sequence: number) => ({
  sequence,
  due: 1_700_000_000_000.5 + sequence,
  key: sequence % 2 ? "AAPL" : "Zürich",
  valueHash: 0xffff_ffff_ffff_fff0n + BigInt(sequence),
});

/** Entries without their times, which the clock makes. */
function entriesOf(path: string, partition?: number): Omit<LedgerEntry, "time">[] {
  return [...readLedger(path).entries(partition)].map(({ time, ...entry }) => {
    ok(Math.abs(time - Date.now()) < 60_000);
    return entry;
  });
}

function isProblem(...codes: string[]): (error: unknown) => boolean {
  return (error) => {
    ok(error instanceof LedgerError, String(error));
    ok(codes.includes(error.code), error.message);
    return true;
  };
}

function writeSmall(path: string): void {
  const ledger = openProducerLedger(path, { sender: "s-1", topic: "stock_ticks" });
  ledger.sent(0, [record(0), record(1)]);
  ledger.acknowledged(0, 0, 2, 41n);
  ledger.sent(3, [record(0)]);
  ledger.unknown(3, 0, 1, "Zeit abgelaufen: ü");
  ledger.close();
}

inFolder("a producer's ledger gives back what was noted, in order", (path) => {
  writeSmall(path);
  deepEqual(entriesOf(path), [
    { kind: "sent", partition: 0, records: [record(0), record(1)] },
    { kind: "acknowledged", partition: 0, first: 0, count: 2, baseOffset: 41n },
    { kind: "sent", partition: 3, records: [record(0)] },
    { kind: "unknown", partition: 3, first: 0, count: 1, reason: "Zeit abgelaufen: ü" },
  ]);
  deepEqual(entriesOf(path, 0).map(({ kind }) => kind), ["sent", "acknowledged"]);
  const { head, truncated, ended, partitions, sent, lastTime } = readLedger(path);
  deepEqual([...sent], [[0, 2], [3, 1]]);
  ok(head?.kind === "producer");
  const { started, ...rest } = head;
  ok(lastTime! >= started && started > Date.now() - 60_000);
  deepEqual(rest, {
    format: "kafka-sim ledger",
    version: 1,
    kind: "producer",
    program: VERSION,
    sender: "s-1",
    topic: "stock_ticks",
    acks: "all",
    idempotent: true,
    pid: Deno.pid,
    host: Deno.hostname(),
  });
  deepEqual({ truncated, ended, partitions }, { truncated: 0, ended: true, partitions: [0, 3] });
});

inFolder("a consumer's ledger gives back what was handled", (path) => {
  const ledger = openConsumerLedger(path, { member: "m-1", group: "g", topic: "t" });
  const records = [{ offset: 2n ** 40n, contentHash: 2n ** 64n - 1n }, {
    offset: 0n,
    contentHash: 0n,
  }];
  ledger.handled(5, records);
  deepEqual(entriesOf(path), [{ kind: "handled", partition: 5, records }]);
  const { head, ended } = readLedger(path);
  ok(head?.kind === "consumer" && head.member === "m-1" && head.group === "g");
  equal(ended, false, "still open");
  ledger.close();
  equal(readLedger(path).ended, true);
});

inFolder("an acknowledgement may come without an offset, a claim may be less", (path) => {
  const claim = { acks: "none", idempotent: false } as const;
  const ledger = openProducerLedger(path, { sender: "s", topic: "t", ...claim });
  ledger.sent(0, [record(0)]);
  ledger.acknowledged(0, 0, 1, undefined);
  ledger.close();
  deepEqual(entriesOf(path)[1], {
    kind: "acknowledged",
    partition: 0,
    first: 0,
    count: 1,
    baseOffset: undefined,
  });
  const { head } = readLedger(path);
  ok(head?.kind === "producer" && head.acks === "none" && head.idempotent === false);
});

inFolder("a ledger cut at any byte gives the blocks before, and says what was cut", (path) => {
  writeSmall(path);
  const whole = Deno.readFileSync(path);
  const all = entriesOf(path);
  let blocksSeen = 0;
  let cutBefore = 0;
  for (let size = 0; size <= whole.length; size++) {
    Deno.writeFileSync(path, whole.subarray(0, size));
    const ledger = readLedger(path);
    const entries = entriesOf(path);
    deepEqual(entries, all.slice(0, entries.length), `cut at ${size}`);
    equal(ledger.ended, size === whole.length);
    const blocks = entries.length + (ledger.head ? 1 : 0) + (ledger.ended ? 1 : 0);
    ok(blocks === blocksSeen || blocks === blocksSeen + 1 && ledger.truncated === 0);
    ok(ledger.truncated === 0 || ledger.truncated === cutBefore + 1);
    [blocksSeen, cutBefore] = [blocks, ledger.truncated];
  }
  equal(blocksSeen, all.length + 2);
});

inFolder("any single bit that is flipped is noticed", (path) => {
  writeSmall(path);
  const bytes = Deno.readFileSync(path);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    Deno.writeFileSync(path, bytes);
    throws(() => readLedger(path), isProblem("ledger_damaged", "ledger_foreign"), `bit ${bit}`);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
  }
});

/** Where each block begins, and where the last one ends. */
function blockStarts(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer);
  const starts = [8];
  while (starts.at(-1)! < bytes.length) {
    starts.push(starts.at(-1)! + 12 + view.getUint32(starts.at(-1)!, true));
  }
  return starts;
}

inFolder("blocks that are removed, repeated, moved or added are noticed", (path) => {
  writeSmall(path);
  const bytes = Deno.readFileSync(path);
  const starts = blockStarts(bytes);
  const blocks = starts.slice(1).map((end, at) => bytes.subarray(starts[at], end));
  const magic = bytes.subarray(0, 8);
  const [head, sent, acknowledged, ...rest] = blocks;
  const arrangements: Record<string, (Uint8Array | undefined)[]> = {
    removed: [head, acknowledged, ...rest],
    repeated: [head, sent, sent, acknowledged, ...rest],
    moved: [head, acknowledged, sent, ...rest],
    added: [...blocks, sent],
    zeros: [...blocks.slice(0, -1), new Uint8Array(64)],
    "no head": blocks.slice(1),
  };
  for (const [name, arranged] of Object.entries(arrangements)) {
    const parts = [magic, ...arranged.map((block) => block!)];
    Deno.writeFileSync(path, new Uint8Array(parts.flatMap((part) => [...part])));
    throws(() => readLedger(path), isProblem("ledger_damaged"), name);
  }
});

inFolder("a file that exists is not written to, whoever has it open", (path) => {
  const first = openProducerLedger(path, { sender: "s", topic: "t" });
  const open = () => openProducerLedger(path, { sender: "other", topic: "t" });
  throws(open, isProblem("ledger_exists"));
  first.sent(0, [record(0)]);
  first.close();
  throws(open, isProblem("ledger_exists"));
  equal(entriesOf(path).length, 1);
});

inFolder("a ledger that cannot be created or read says why and what to do", (path) => {
  const missing = `${path}/no/folder`;
  const open = () => openProducerLedger(missing, { sender: "s", topic: "t" });
  throws(open, isProblem("ledger_not_created"));
  throws(() => readLedger(path), isProblem("ledger_not_read"));
  Deno.writeTextFileSync(path, '{"time":"2026-01-15T10:30:00.123Z"}\n');
  throws(() => readLedger(path), isProblem("ledger_foreign"));
});

inFolder("what is added after the look is left out, and shows", (path) => {
  const writer = openProducerLedger(path, { sender: "s", topic: "t" });
  writer.sent(0, [record(0)]);
  const ledger = readLedger(path);
  equal(ledger.hasGrown(), false);
  writer.sent(0, [record(1)]);
  equal(ledger.hasGrown(), true);
  equal([...ledger.entries()].length, 1);
  writer.close();
});

inFolder("kill -9 of the writer leaves everything whose note had returned", async (path) => {
  const program = `
    import { openProducerLedger } from ${JSON.stringify(import.meta.resolve("./ledger.ts"))};
    const ledger = openProducerLedger(${JSON.stringify(path)}, { sender: "s", topic: "t" });
    for (let first = 0;; first += 50) {
      ledger.sent(0, Array.from({ length: 50 }, (_, at) => (
        { sequence: first + at, due: 1, key: "AAPL", valueHash: 7n }
      )));
      Deno.stdout.writeSync(new TextEncoder().encode(first + 49 + "\\n"));
    }`;
  const script = `${path}.ts`;
  Deno.writeTextFileSync(script, program);
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      ...(map ? [`--import-map=${map}`] : []),
      `--allow-write=${path}`,
      script,
    ],
    stdout: "piped",
  }).spawn();
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    if (output.length > 2_000) child.kill("SIGKILL");
  }
  await child.status;
  const lastNoted = Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1));
  const ledger = readLedger(path);
  const sequences = [...ledger.entries()].flatMap((entry) =>
    entry.kind === "sent" ? entry.records.map(({ sequence }) => sequence) : []
  );
  ok(lastNoted > 100 && sequences.length > lastNoted);
  deepEqual(sequences, sequences.map((_, at) => at));
  equal(ledger.ended, false);
  equal(ledger.head?.host, null, "no permission to ask for the host's name");
});
