import { contentHash, xxh64 } from "@kafka-sim/common/hash";
import { LedgerError, openConsumerLedger, openProducerLedger } from "@kafka-sim/common/ledger";
import { deepEqual, equal, match, ok, rejects, throws } from "node:assert/strict";
import { LedgerFolder } from "../evidence/ledger_folder.ts";
import { JudgeError } from "./judge_error.ts";
import { digestLog, judgeRun } from "./judge_run.ts";
import { lengthOf, longest } from "./outage.ts";
import type { RecordName } from "./replica_search.ts";
import type { RunJudgement, RunRules } from "./run_evidence.ts";
import { MemoryLog, type MemoryRecord } from "./testing/memory_log.ts";

const encoder = new TextEncoder();
const COUNT = 8;
/** Bytes at the end of a ledger that are tried one by one: some notes and the end. */
const CLOSELY = 200;
/** A prime, so that no part of a block is left out of the others. */
const STRIDE = 7;
const RULES: RunRules = {
  minAcknowledged: 2 * COUNT,
  minPerPartition: COUNT,
  failOnStrangers: true,
  writingLimit: undefined,
  readingLimit: undefined,
  readingTimeout: 0,
};

/** A run of two partitions: all acknowledged, all read; then what is to be changed. */
function run(folder: string, { finish = true, last = COUNT } = {}): MemoryLog {
  const log = new MemoryLog([[], []]);
  const sent = openProducerLedger(`${folder}/s.ledger`, { sender: "s", topic: "t" });
  const read = openConsumerLedger(`${folder}/r.ledger`, { member: "m", group: "g", topic: "t" });
  for (const [partition, records] of log.lists.entries()) {
    for (let sequence = 0; sequence < COUNT; sequence++) {
      const record = { sender: "s", sequence, key: "AAPL", value: `${partition} ${sequence}` };
      const valueHash = xxh64(encoder.encode(record.value));
      sent.sent(partition, [{ sequence, due: Date.now(), key: "AAPL", valueHash }]);
      records.push(record);
      if (partition === 1 && sequence >= last) continue;
      sent.acknowledged(partition, sequence, 1, BigInt(sequence));
    }
    read.handled(partition, records.map((record, offset) => given(record, offset)));
  }
  if (finish) {
    sent.close();
    read.close();
  }
  return log;
}

function given(record: MemoryRecord, offset: number) {
  const [key, value] = [encoder.encode(record.key), encoder.encode(record.value)];
  const { sender, sequence } = record;
  const hash = contentHash({ key, value, sender, sequence: String(sequence) });
  return { offset: BigInt(offset), contentHash: hash };
}

function judge(ledgers: LedgerFolder, log: MemoryLog, rules = RULES): Promise<RunJudgement> {
  const committed = new Map([[0, COUNT], [1, COUNT]]);
  const doubts = () => ledgers.doubts;
  return judgeRun({ ledgers, log, digests: new Map(), committed, doubts }, rules);
}

function withFolder(work: (folder: string) => Promise<void> | void): () => Promise<void> {
  return async () => {
    const folder = await Deno.makeTempDir();
    try {
      await work(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
}

Deno.test(
  "judgeRun() passes a quiet run",
  withFolder(async (folder) => {
    const log = run(folder);
    const { verdict, findings, partitions } = await judge(LedgerFolder.open(folder), log);
    deepEqual(verdict, { result: "passed", exitCode: 0, failing: [], doubts: [] });
    deepEqual(findings, []);
    deepEqual(partitions.map(({ acknowledged, handled }) => [acknowledged, handled]), [
      [COUNT, COUNT],
      [COUNT, COUNT],
    ]);
  }),
);

Deno.test(
  "judgeRun() fails a run that lost a record, and names it",
  withFolder(async (folder) => {
    const log = run(folder);
    log.lists[1]!.pop();
    const { verdict, findings } = await judge(LedgerFolder.open(folder), log);
    deepEqual(verdict.failing, ["lost", "inconsistent"]);
    const [example] = findings[0]!.examples;
    deepEqual([example!.partition, example!.sequence, example!.cause], [1, COUNT - 1, "truncated"]);
  }),
);

Deno.test(
  "judgeRun() says which replicas' files have what is lost",
  withFolder(async (folder) => {
    const log = run(folder);
    log.lists[1]!.splice(COUNT - 2);
    const replicas = {
      find: (partition: number, names: readonly RecordName[]) => {
        deepEqual([partition, names.length], [1, 2]);
        return new Map([["node-2", names], ["node-3", names.slice(0, 1)]]);
      },
    };
    const ledgers = LedgerFolder.open(folder);
    const committed = new Map([[0, COUNT], [1, COUNT]]);
    const evidence = { ledgers, log, digests: new Map(), committed, doubts: () => [], replicas };
    const [lost] = (await judgeRun(evidence, RULES)).findings;
    deepEqual(lost!.replicas, { "node-2": 2, "node-3": 1 });
    deepEqual(lost!.examples.map(({ replicas }) => replicas), [["node-2", "node-3"], ["node-2"]]);
  }),
);

Deno.test(
  "judgeRun() never passes when a ledger with a loss in it is cut, wherever it is cut",
  withFolder(async (folder) => {
    const log = run(folder);
    log.lists[1]!.pop();
    // What was read would show the loss, too.
    Deno.removeSync(`${folder}/r.ledger`);
    const rules = { ...RULES, minAcknowledged: 1, minPerPartition: 0 };
    const path = `${folder}/s.ledger`;
    const whole = Deno.readFileSync(path);
    for (const length of places(whole.length).reverse()) {
      Deno.writeFileSync(path, whole.subarray(0, length));
      const result = await outcome(folder, log, rules);
      ok(result !== "passed", `cut at ${length}: ${result}`);
    }
  }),
);

Deno.test(
  "judgeRun() never passes when any byte of a ledger is flipped",
  withFolder(async (folder) => {
    const log = run(folder);
    for (const name of ["s", "r"]) {
      const path = `${folder}/${name}.ledger`;
      const whole = Deno.readFileSync(path);
      for (const at of places(whole.length)) {
        const damaged = whole.slice();
        damaged[at] = damaged[at]! ^ 0x04;
        Deno.writeFileSync(path, damaged);
        throws(() => LedgerFolder.open(folder), LedgerError, `${name}, byte ${at}`);
      }
      Deno.writeFileSync(path, whole);
    }
    equal(await outcome(folder, log), "passed");
  }),
);

Deno.test(
  "judgeRun() takes what a killed sender had under way for unknown, never for lost",
  withFolder(async (folder) => {
    const log = run(folder, { finish: false, last: COUNT - 2 });
    log.lists[1]!.pop();
    const rules = { ...RULES, minAcknowledged: 0, minPerPartition: 0 };
    const { findings, partitions } = await judge(LedgerFolder.open(folder), log, rules);
    const { unknown, unknownInLog } = partitions[1]!;
    deepEqual([unknown, unknownInLog], [2, 1]);
    ok(!findings.some(({ kind }) => kind === "lost"));
  }),
);

Deno.test(
  "judgeRun() refuses ledgers about a partition that the topic does not have",
  withFolder(async (folder) => {
    const log = run(folder);
    await rejects(
      judge(LedgerFolder.open(folder), new MemoryLog(log.lists.slice(0, 1))),
      JudgeError,
    );
  }),
);

Deno.test(
  "judgeRun() doubts ledgers that are still being written",
  withFolder(async (folder) => {
    const log = run(folder);
    const ledgers = LedgerFolder.open(folder);
    Deno.writeFileSync(`${folder}/r.ledger`, new Uint8Array(1), { append: true });
    const { verdict } = await judge(ledgers, log);
    deepEqual(verdict.doubts, [`ledger ${folder}/r.ledger is still being written`]);
  }),
);

Deno.test(
  "judgeRun() finds a difference between two readings of the log",
  withFolder(async (folder) => {
    const log = run(folder);
    const [record] = log.lists[0]!;
    log.lists[0]![0] = { ...record!, value: "other" };
    const digests = new Map([...await digestLog(log)].map(([at, digest]) => [at, [digest]]));
    log.lists[0]![0] = record!;
    const ledgers = LedgerFolder.open(folder);
    const committed = new Map([[0, COUNT], [1, COUNT]]);
    const { findings } = await judgeRun(
      { ledgers, log, digests, committed, doubts: () => [] },
      RULES,
    );
    deepEqual(findings.map(({ kind, causes }) => [kind, causes]), [
      ["inconsistent", { readings_differ: 1 }],
    ]);
  }),
);

Deno.test(
  "judgeRun() fails for an outage longer than its limit, in a word of its own",
  withFolder(async (folder) => {
    const log = run(folder);
    const ledgers = LedgerFolder.open(folder);
    const { verdict } = await judge(ledgers, log, { ...RULES, writingLimit: -1 });
    ok(verdict.failing.every((kind) => kind === "no_progress"));
  }),
);

Deno.test(
  "judgeRun() excuses an outage in its own partition only",
  withFolder(async (folder) => {
    const sent = openProducerLedger(`${folder}/s.ledger`, { sender: "s", topic: "t" });
    const due = Date.now() - 5_000;
    for (const partition of [0, 1]) {
      sent.sent(partition, [{ sequence: 0, due, key: "AAPL", valueHash: 0n }]);
      sent.acknowledged(partition, 0, 1, 0n);
    }
    sent.close();
    const { partitions } = await judgeRun({
      ...{ ledgers: LedgerFolder.open(folder), log: new MemoryLog([[], []]), digests: new Map() },
      ...{ committed: new Map(), doubts: () => [] },
      excused: [{ from: due - 1, to: due + 60_000, partition: 1 }],
    }, RULES);
    const [first, second] = partitions.map(({ writing }) => lengthOf(longest(writing)!));
    ok(first! >= 5_000, String(first));
    equal(second, 0);
  }),
);

Deno.test(
  "judgeRun() proves nothing by a time in which nobody could have had what nobody handed over",
  withFolder(async (folder) => {
    const log = run(folder);
    const ledgers = LedgerFolder.open(folder);
    const committed = new Map([[0, COUNT], [1, COUNT]]);
    const after = Date.now() + 1_000;
    const forbidden = [{ from: after, to: after + 1_000 }];
    const evidence = { ledgers, log, digests: new Map(), committed, doubts: () => [], forbidden };
    const { verdict } = await judgeRun(evidence, RULES);
    equal(verdict.result, "inconclusive");
    match(verdict.doubts.join(), /nothing was handed over while nobody but the leader was left/);
  }),
);

Deno.test(
  "LedgerFolder refuses a folder without senders, two topics, and a sender twice",
  withFolder((folder) => {
    const code = (expected: string) => (error: unknown) => (error as JudgeError).code === expected;
    throws(() => LedgerFolder.open(folder), code("ledger_missing"));
    throws(() => LedgerFolder.open(`${folder}/none`), code("ledger_missing"));
    run(folder);
    Deno.mkdirSync(`${folder}/host-2`);
    Deno.copyFileSync(`${folder}/s.ledger`, `${folder}/host-2/s.ledger`);
    throws(() => LedgerFolder.open(folder), code("ledgers_mixed"));
    Deno.removeSync(`${folder}/host-2/s.ledger`);
    openProducerLedger(`${folder}/host-2/o.ledger`, { sender: "o", topic: "other" }).close();
    throws(() => LedgerFolder.open(folder), code("ledgers_mixed"));
  }),
);

/** Every byte of the last blocks, and of those before, which are like them, each byte in turn. */
function places(length: number): number[] {
  const all = Array.from({ length }, (_, at) => at);
  return all.filter((at) => at >= length - CLOSELY || at % STRIDE === 0);
}

async function outcome(folder: string, log: MemoryLog, rules = RULES): Promise<string> {
  try {
    return (await judge(LedgerFolder.open(folder), log, rules)).verdict.result;
  } catch (error) {
    if (error instanceof JudgeError || error instanceof LedgerError) return error.code;
    throw error;
  }
}
