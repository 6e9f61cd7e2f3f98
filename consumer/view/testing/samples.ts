import type { SeenLetter, SeenTick, StatisticsView } from "../../view.ts";

/** A noon to count from, ms since 1970. */
export const NOON = Date.parse("2026-11-24T12:00:00Z");

/** Where a sample differs from the usual one. */
export interface TickSample {
  readonly symbol?: string;
  readonly price?: number;
  readonly volume?: number;
  /** Due, in seconds since {@linkcode NOON}; handled 4 ms later. */
  readonly second?: number;
  readonly handled?: number;
  readonly partition?: number;
  readonly redelivered?: boolean;
}

/** A tick of AAPL at noon. */
export function seenTick(sample: TickSample = {}): SeenTick {
  const { symbol = "AAPL", price = 150, volume = 100, second = 0, partition = 0 } = sample;
  const due = NOON + second * 1000;
  return {
    tick: { symbol, price, volume, timestamp: new Date(due).toISOString() },
    partition,
    offset: 42n,
    due,
    handled: sample.handled ?? due + 4,
    redelivered: sample.redelivered ?? false,
  };
}

/** A dead letter whose value would turn a terminal red. */
export function seenLetter(sample: Partial<SeenLetter> = {}): SeenLetter {
  return {
    reason: "not_json",
    message: "Unexpected token",
    origin: { topic: "stock_ticks", partition: 2, offset: "4711" },
    key: "AAPL",
    value: 'oops \x1b[31m"red"',
    partition: 0,
    offset: 7n,
    due: NOON,
    ...sample,
  };
}

/** Statistics of a consumer to which all goes well. */
export function statisticsView(sample: Partial<StatisticsView> = {}): StatisticsView {
  return {
    records: 12_345,
    perSecond: 3.33,
    lag: 0,
    latency: { p50: 4.2, p99: 17 },
    redelivered: 0,
    rejected: 0,
    gaps: 0,
    duplicates: 0,
    reordered: 0,
    partitions: [0, 1, 2],
    outage: undefined,
    ...sample,
  };
}
