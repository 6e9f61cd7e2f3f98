import type { RunJudgement } from "../judge/run_evidence.ts";
import { lengthOf, longest, type Outage } from "../judge/outage.ts";
import type { PartitionJudgement } from "../judge/judge_partition.ts";
import type { Histogram } from "../judge/histogram.ts";
import type { Latencies } from "../judge/timeline.ts";
import { describeClocks } from "./describe_clocks.ts";
import { MEANINGS } from "./meanings.ts";
import {
  type LatencySummary,
  type LatencyTimeline,
  LEAST_OUTAGE,
  type Report,
  REPORT_FORMAT,
  REPORT_VERSION,
  type ReportOutage,
  type ReportPartition,
} from "./report.ts";
import { verdictSentence } from "./sentence.ts";

/** What a report says besides the judgement itself. */
export interface ReportContext extends
  Pick<
    Report,
    "created" | "fault" | "ledgers" | "limits" | "marks" | "nodes" | "run" | "settings" | "tool"
  > {
  /** Readings of the log that were compared. */
  readonly readings: number;
  /** Whom each partition was read from. */
  readonly leaders: ReadonlyMap<number, ReportPartition["leaders"]>;
  /** Who led them and who was in sync while the run went on. */
  readonly changes: ReadonlyMap<number, ReportPartition["changes"]>;
}

/** Outages that a report lists of one partition. */
const MOST_OUTAGES = 100;

/** Makes a report of a judgement. */
export function makeReport(judgement: RunJudgement, context: ReportContext): Report {
  const { verdict, partitions, findings } = judgement;
  const { readings, leaders, changes, ...rest } = context;
  const judgesReading = context.run.group !== null;
  const total = (
    field:
      | ("acknowledged" | "handled" | "records" | "sent" | "unknown" | "unknownInLog")
      | ("answeredJustAfter" | "handedWhileForbidden"),
  ) => partitions.reduce((sum, partition) => sum + partition[field], 0);
  const handled = judgesReading ? total("handled") : null;
  const acknowledged = total("acknowledged");
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    ...rest,
    verdict: {
      ...verdict,
      sentence: verdictSentence(verdict, findings, {
        acknowledged,
        handled: handled ?? undefined,
        truncations: partitions.flatMap(({ partition, truncatedAfter: after }) =>
          after === undefined ? [] : [{ partition, after }]
        ),
      }),
    },
    totals: {
      sent: total("sent"),
      acknowledged,
      unknown: total("unknown"),
      unknownInLog: total("unknownInLog"),
      handedWhileForbidden: total("handedWhileForbidden"),
      answeredJustAfter: total("answeredJustAfter"),
      records: total("records"),
      handled,
      readings,
    },
    findings: findings.map((finding) => ({
      ...finding,
      means: MEANINGS[finding.kind],
      fails: verdict.failing.includes(finding.kind),
    })),
    latency: {
      acknowledging: summarize(judgement.acknowledging.all),
      reading: summarize(judgement.reading.all),
      timeline: latencyTimeline(judgement.acknowledging, judgement.reading),
    },
    partitions: partitions.map((one) =>
      describePartition(one, judgesReading, {
        leaders: leaders.get(one.partition) ?? [],
        changes: changes.get(one.partition) ?? [],
      })
    ),
    ...describeClocks(judgement),
  };
}

function summarize(histogram: Histogram): LatencySummary {
  const quantile = (share: number) => round(histogram.quantile(share));
  return {
    count: histogram.count,
    p50: quantile(0.5),
    p90: quantile(0.9),
    p99: quantile(0.99),
    p999: quantile(0.999),
    max: histogram.count > 0 ? round(histogram.max) : null,
  };
}

function latencyTimeline(acknowledging: Latencies, reading: Latencies): LatencyTimeline {
  const { step } = acknowledging;
  const { firstSecond, seconds } = span(
    [...acknowledging.seconds.keys(), ...reading.seconds.keys()],
    step,
  );
  const each = (latencies: Latencies, share: number) =>
    seconds.map((second) => round(latencies.seconds.get(second)?.quantile(share)));
  return {
    firstSecond,
    step,
    acknowledgingP50: each(acknowledging, 0.5),
    acknowledgingP99: each(acknowledging, 0.99),
    readingP99: each(reading, 0.99),
  };
}

function describePartition(
  { timeline, writing, reading, committed, handled, truncatedAfter, ...rest }: PartitionJudgement,
  judgesReading: boolean,
  seen: Pick<ReportPartition, "changes" | "leaders">,
): ReportPartition {
  const { firstSecond, seconds } = span([...timeline.seconds.keys()], timeline.step);
  const longestOf = (outages: readonly Outage[]) => {
    const outage = longest(outages);
    return outage ? Math.round(lengthOf(outage)) : 0;
  };
  return {
    ...rest,
    committed: committed ?? null,
    handled: judgesReading ? handled : null,
    truncatedAfter: truncatedAfter ?? null,
    ...seen,
    longestWritingOutage: longestOf(writing),
    longestReadingOutage: judgesReading ? longestOf(reading) : null,
    writingOutages: listOutages(writing),
    readingOutages: listOutages(reading),
    timeline: {
      firstSecond,
      step: timeline.step,
      acknowledged: seconds.map((second) => timeline.seconds.get(second)?.acknowledged ?? 0),
      read: seconds.map((second) => timeline.seconds.get(second)?.read ?? 0),
    },
  };
}

function listOutages(outages: readonly Outage[]): ReportOutage[] {
  return outages.filter(({ start, end }) => end - start >= LEAST_OUTAGE)
    .sort((a, b) => b.end - b.start - (a.end - a.start))
    .slice(0, MOST_OUTAGES)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, open, excused }) => ({
      start: new Date(start).toISOString(),
      milliseconds: Math.round(end - start),
      excused: Math.round(excused),
      open,
    }));
}

/** Every step from the first to the last, of whatever number. */
function span(
  known: readonly number[],
  step: number,
): { firstSecond: number; seconds: readonly number[] } {
  let [first, last] = [Infinity, -Infinity];
  for (const second of known) {
    first = Math.min(first, second);
    last = Math.max(last, second);
  }
  if (first === Infinity) return { firstSecond: 0, seconds: [] };
  return {
    firstSecond: first,
    seconds: Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step),
  };
}

function round(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds * 10) / 10;
}
