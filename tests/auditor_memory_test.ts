import { equal, ok } from "node:assert/strict";
import { Audit, readReport } from "./support/auditor.ts";
import { brokersOf, makeFolder, tell } from "./support/environment.ts";
import { MemoryWatch } from "./support/process_memory.ts";
import { TestProgram } from "./support/program.ts";
import { until } from "./support/until.ts";

/** More makes as many records of ten minutes in less time: it is records that the judge holds. */
const RATE = Number(Deno.env.get("KAFKA_SIM_TEST_RATE")) || 10_000;
const MINUTES = Number(Deno.env.get("KAFKA_SIM_TEST_MINUTES")) || 10;
const SAMPLE_S = 5;
const LIMIT_MIB = 512;
/** Of the rate: less means that the machine, not the auditor, is what was measured. */
const LEAST_SHARE = 0.9;
const JUDGE_SECONDS_PER_MILLION = 20;
/** What the judge may take at most, and what of it each million records may. */
const JUDGE_MIB = 384;
const JUDGE_MIB_PER_MILLION = 32;
/** One node holds the log: what the auditor takes does not depend on the replicas. */
const LOG = ["--replication-factor=1", "--min-insync-replicas=1", "--keep-topic"];

Deno.test("at 10,000 ticks/s and more the auditor's memory stays below 512 MB, judging with it", async () => {
  const brokers = await brokersOf("single");
  const folder = `${await makeFolder("auditor")}/run`;
  const duration = `--duration=${Math.round(60 * MINUTES)}s`;
  {
    await using audit = await Audit.start(brokers, folder, [`--rate=${RATE}`, duration, ...LOG]);
    using memory = new MemoryWatch(audit.program.pid, SAMPLE_S);
    const begun = await phaseOf(audit, "running");
    const stopping = await phaseOf(audit, "stopping");
    const { code } = await audit.program.end(60 + 60 * MINUTES);
    equal(code, 0, audit.program.stdout + audit.program.stderr);
    tellRun(memory, begun, stopping);
    ok(memory.peak <= LIMIT_MIB, `The auditor took ${memory.peak} MiB`);
  }
  const { totals } = readReport(folder)!;
  const wanted = LEAST_SHARE * RATE * 60 * MINUTES;
  ok(totals.acknowledged >= wanted, `Only ${totals.acknowledged} of ${wanted} ticks`);
  await judgeAgain(brokers, folder, totals.records / 1_000_000);
});

/** The judge alone, on what the run has left: its time and memory in proportion to the records. */
async function judgeAgain(brokers: string, folder: string, millions: number): Promise<void> {
  const args = ["judge", `--brokers=${brokers}`, `--ledger=${folder}`, `--report=${folder}-again`];
  const begun = performance.now();
  await using program = await TestProgram.start("auditor", args);
  using memory = new MemoryWatch(program.pid, SAMPLE_S);
  const { code } = await program.end(60 + JUDGE_SECONDS_PER_MILLION * millions);
  const seconds = (performance.now() - begun) / 1_000;
  equal(code, 0, program.stdout + program.stderr);
  tell(
    `judge: ${(1_000_000 * millions).toLocaleString("en-US")} records in ${
      seconds.toFixed(1)
    } s, ` +
      `${(seconds / millions).toFixed(1)} s per million; most ${memory.peak.toFixed(0)} MiB`,
  );
  const allowed = JUDGE_SECONDS_PER_MILLION * Math.max(1, millions);
  ok(seconds <= allowed, `The judge took ${seconds} s where ${allowed} s are allowed`);
  const most = Math.min(LIMIT_MIB, JUDGE_MIB + JUDGE_MIB_PER_MILLION * Math.max(0, millions - 1));
  ok(memory.peak <= most, `The judge took ${memory.peak} MiB where ${most} MiB are allowed`);
}

/** Resolves to the moment at which a run came to a phase, `performance.now()`. */
async function phaseOf({ program }: Audit, phase: string): Promise<number> {
  const seconds = 120 + 60 * MINUTES;
  await program.event("control_listening", seconds);
  const found = () => program.events.some((event) => event.phase === phase);
  await until(() => `phase ${phase}; so far:\n${program.stderr}`, seconds, found);
  return performance.now();
}

function tellRun({ peak, samples }: MemoryWatch, begun: number, stopping: number): void {
  const seconds = (stopping - begun) / 1_000;
  const live = samples.slice(0, Math.round(seconds / SAMPLE_S));
  const half = Math.floor(live.length / 2);
  const [before, after] = [mean(live.slice(0, half)), mean(live.slice(half))];
  const growth = (after - before) / (seconds / 120);
  tell(`auditor run: ${seconds.toFixed(0)} s of load; most ${peak.toFixed(0)} MiB`);
  tell(`  ${growth.toFixed(1)} MiB more a minute while it went on`);
  tell(`  every ${SAMPLE_S} s: ${samples.map((value) => value.toFixed(0)).join(" ")} MiB`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
