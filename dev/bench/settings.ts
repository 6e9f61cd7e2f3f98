import { LOG_LEVELS } from "@kafka-sim/common/log";
import { oneOf, onOff, text, wholeNumber } from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";

/** The settings of `deno task bench`. */
export const benchSettings = {
  records: {
    flag: "records",
    value: "N",
    default: "1000000",
    meaning: "how many each contestant sends and reads in a round",
    parse: wholeNumber({ min: 1_000, max: 100_000_000 }),
  },
  rounds: {
    flag: "rounds",
    value: "N",
    default: "3",
    meaning: "how often each has its turn; the medians count",
    parse: wholeNumber({ min: 1, max: 100 }),
  },
  quick: {
    flag: "quick",
    meaning: "one round of 20000 records: shows that it works, and measures nothing",
    parse: onOff(),
  },
  report: {
    flag: "report",
    value: "FILE",
    meaning: "write all figures to this file as JSON",
    parse: text(),
  },
  logLevel: {
    flag: "log-level",
    env: "LOG_LEVEL",
    value: "LEVEL",
    default: "WARN",
    meaning: "least level of the events on stderr: DEBUG, INFO, WARN, ERROR",
    parse: oneOf(...LOG_LEVELS),
  },
} as const;

/** What {@linkcode benchSettings} resolves to. */
export type BenchSettings = Settings<typeof benchSettings>;

/** How much is measured. */
export interface BenchSize {
  readonly records: number;
  readonly rounds: number;
}

const QUICK: BenchSize = { records: 20_000, rounds: 1 };

/** How much is to be measured by these settings. */
export function sizeOf({ records, rounds, quick }: BenchSettings): BenchSize {
  return quick ? QUICK : { records, rounds };
}
