import type { ReportChange, ReportFault, ReportMark } from "../report.ts";
import type { Report } from "../report.ts";
import { makeReport } from "../make_report.ts";
import { ClockBounds } from "../../judge/clock_bounds.ts";
import { Findings } from "../../judge/findings.ts";
import type { PartitionJudgement } from "../../judge/judge_partition.ts";
import { Latencies, Timeline } from "../../judge/timeline.ts";
import { reachVerdict } from "../../judge/verdict.ts";

const BEGIN = Date.UTC(2026, 0, 15, 10, 30);
const SECONDS = 75;
const FAULT_AT = 25;
const PARTITIONS = 6;
const RATE = 333;
/** Partitions whose leader is killed, and how long each stands still. */
const STALLS: Readonly<Record<number, number>> = {
  0: 11.2,
  1: 10.1,
  2: 11.4,
  3: 10.2,
  4: 9.9,
  5: 10,
};

/** A run in which the leader of most partitions was killed, as a report would show it. */
export function sampleReport(
  { loss = 0, reading = true, planted }: {
    readonly loss?: number;
    readonly reading?: boolean;
    /** What is planted; such a run has no limits. */
    readonly planted?: string;
  } = {},
): Report {
  const findings = new Findings();
  const acknowledging = new Latencies();
  const readingLatencies = new Latencies();
  const partitions = Array.from({ length: PARTITIONS }, (_, partition): PartitionJudgement => {
    const timeline = new Timeline();
    const stall = STALLS[partition]!;
    for (let second = 0; second < SECONDS; second++) {
      const time = BEGIN + second * 1_000;
      const stalled = second >= FAULT_AT && second < FAULT_AT + Math.floor(stall);
      const after = second === FAULT_AT + Math.floor(stall);
      const count = stalled ? 0 : after ? Math.round(RATE * stall) : RATE + (second * 7 % 5);
      if (count === 0) continue;
      timeline.add("acknowledged", time, count);
      timeline.add("read", time, count);
      for (let index = 0; index < 40; index++) {
        const wait = after ? index * stall * 25 : 4 + index * index / 40;
        acknowledging.add(time, time - wait);
        readingLatencies.add(time, time - wait - 3 - index);
      }
    }
    const start = BEGIN + FAULT_AT * 1_000 + partition * 7;
    const outage = { start, end: start + stall * 1_000, open: false, excused: 0 };
    const sent = RATE * SECONDS;
    for (let lost = 0; lost < loss && partition === 2; lost++) {
      findings.add("lost", {
        partition,
        sender: "b1946ac9",
        sequence: 8_325 + lost,
        offset: 8_325 + lost,
        cause: "truncated",
        detail: "truncated: the log ends at offset 8325",
      });
    }
    findings.add("redelivered", { partition, offset: 10, cause: "twice", detail: "given before" });
    return {
      partition,
      sent,
      acknowledged: sent,
      unknown: 0,
      unknownInLog: 0,
      handedWhileForbidden: 0,
      answeredJustAfter: 0,
      records: sent - (partition === 2 ? loss : 0),
      start: 0,
      end: sent,
      committed: sent,
      handled: sent,
      truncatedAfter: partition === 2 && loss > 0 ? 8_324 : undefined,
      writing: [outage],
      reading: [{ ...outage, end: outage.end + 300 }],
      timeline,
    };
  });
  const rules = {
    minAcknowledged: 5_000,
    minPerPartition: 100,
    failOnStrangers: true,
  };
  const acknowledged = partitions.reduce((sum, partition) => sum + partition.acknowledged, 0);
  const verdict = reachVerdict({
    findings: findings.all,
    acknowledged,
    perPartition: partitions,
    tornLedgers: [],
    doubts: [],
  }, rules);
  const judgement = {
    verdict,
    findings: findings.all,
    partitions,
    acknowledging,
    reading: readingLatencies,
    clocks: new ClockBounds(),
  };
  return makeReport(judgement, {
    created: at(SECONDS + 30),
    tool: { name: "auditor", version: "0.1.0", deno: "2.9.6", platform: "linux x86_64" },
    run: {
      topic: "stock_ticks_drill_7",
      group: reading ? "tick-consumers-stock_ticks_drill_7" : null,
      clusterId: "ZX8Qk3NlTZq9v3a5b7c1Dw",
      brokers: ["127.0.0.1:19192", "127.0.0.1:19292", "127.0.0.1:19392"],
      start: at(0),
      end: at(SECONDS),
    },
    fault: { ...FAULT, planted: planted ?? null },
    limits: planted ? { writing: null, reading: null } : { writing: 13_000, reading: 23_000 },
    marks: MARKS,
    nodes: [
      { time: at(0), nodes: [1, 2, 3] },
      { time: at(FAULT_AT + 9.1), nodes: [1, 3] },
      { time: at(FAULT_AT + 24), nodes: [1, 2, 3] },
    ],
    settings: { "min-acknowledged": 5_000, "writing-limit": 13_000, "reading-limit": 23_000 },
    ledgers: [
      {
        file: "sender-1.ledger",
        kind: "sender",
        name: "b1946ac9",
        bytes: 4_120_334,
        closed: true,
        tornBytes: 0,
      },
      {
        file: "reader-1.ledger",
        kind: "reader",
        name: "member-1",
        bytes: 2_400_120,
        closed: false,
        tornBytes: 0,
      },
    ],
    readings: 2,
    changes: new Map(partitions.map(({ partition }) => [partition, changesOf(partition)])),
    leaders: new Map(
      partitions.map(({ partition }) => [partition, copiesOf(partition)]),
    ),
  });
}

const FAULT: Omit<ReportFault, "planted"> = {
  name: "kill-leader",
  expectation: "every partition goes on within the broker session and 4 s (13 s)",
  outcome: "broker 2, which led two partitions, was killed and fenced after 9.1 s",
  bites: 1,
  proofs: ["broker 2 was fenced after 9.1 s"],
  excused: [],
  forbidden: [],
};

const MARKS: readonly ReportMark[] = [
  { time: at(FAULT_AT), name: "kill-leader", phase: "injected", detail: "SIGKILL broker 2" },
  { time: at(FAULT_AT + 0.1), name: "node 2", phase: "gone", detail: "SIGKILL" },
  { time: at(FAULT_AT + 9.1), name: "kill-leader", phase: "bitten", detail: "broker 2 fenced" },
  { time: at(FAULT_AT + 20), name: "kill-leader", phase: "healed", detail: "broker 2 started" },
  { time: at(FAULT_AT + 20), name: "node 2", phase: "started", detail: "" },
  { time: at(FAULT_AT + 31), name: "kill-leader", phase: "in sync", detail: "" },
];

/** Broker 2 leads partitions 1 and 4, and is a replica of all. */
function changesOf(partition: number): ReportChange[] {
  const leader = partition % 3 + 1;
  const next = leader === 2 ? 3 : leader;
  return [
    { time: at(0), leader, epoch: 2, isr: [1, 2, 3] },
    { time: at(FAULT_AT + 9.1), leader: next, epoch: leader === 2 ? 3 : 2, isr: [1, 3] },
    { time: at(FAULT_AT + 31), leader: next, epoch: leader === 2 ? 3 : 2, isr: [1, 2, 3] },
  ];
}

/** Led by another node at first, where broker 2 is the first replica. */
function copiesOf(partition: number): Report["partitions"][number]["leaders"] {
  const first = partition % 3 + 1;
  return [
    { reading: 1, node: first === 2 ? 3 : first, epoch: first === 2 ? 3 : 2, leads: true },
    { reading: 2, node: first === 2 ? 2 : first % 3 + 1, epoch: 4, leads: first === 2 },
  ];
}

function at(second: number): string {
  return new Date(BEGIN + second * 1_000).toISOString();
}
