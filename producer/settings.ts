import { decimal, duration, text, wholeNumber } from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";
import {
  connectionSettings,
  operationSettings,
  topicSettings,
} from "@kafka-sim/common/shared_settings";
import { checkFormat, formatSettings, schemaFileSetting } from "@kafka-sim/common/tick_format";

/** The producer's settings. */
export const producerSettings = {
  ...connectionSettings,
  ...topicSettings,
  ...formatSettings,
  ...schemaFileSetting,
  interval: {
    flag: "interval",
    env: "TICK_INTERVAL",
    value: "TIME",
    default: "1500ms",
    meaning: "time between two ticks of one symbol",
    parse: duration({ min: "1ms", max: "24h" }),
  },
  rate: {
    flag: "rate",
    env: "TICK_RATE",
    value: "N",
    unit: "ticks/s",
    meaning: "how many over all symbols, instead of --interval",
    parse: decimal({ above: 0, max: 1_000_000 }),
  },
  seed: {
    flag: "seed",
    env: "TICK_SEED",
    value: "N",
    default: "1",
    meaning: "which market: the same seed shows the same prices at the same time",
    parse: wholeNumber({ min: 0, max: 2 ** 32 - 1 }),
  },
  speed: {
    flag: "speed",
    env: "TICK_SPEED",
    value: "N",
    default: "1",
    meaning: "how much faster than the clock the market runs",
    parse: decimal({ above: 0, max: 1_000_000 }),
  },
  symbols: {
    flag: "symbols",
    env: "TICK_SYMBOLS",
    value: "FILE",
    meaning: "own symbols instead of the five: a line like AAPL,150,2 (name, price, daily %) each",
    parse: text(),
  },
  universe: {
    flag: "universe",
    env: "TICK_UNIVERSE",
    value: "N",
    meaning: "number of symbols in all: the five, then generated ones",
    parse: wholeNumber({ min: 1, max: 100_000 }),
  },
  phase: {
    flag: "phase",
    env: "TICK_PHASE",
    value: "N",
    meaning: "where between two ticks this replica sends, 0 to 1; random if not given",
    parse: fraction,
  },
  deliveryTimeout: {
    flag: "delivery-timeout",
    env: "DELIVERY_TIMEOUT",
    value: "TIME",
    default: "120s",
    meaning: "how long a batch is sent again before it is given up",
    parse: duration({ min: "1s", max: "24h" }),
  },
  drainTimeout: {
    flag: "drain-timeout",
    env: "DRAIN_TIMEOUT",
    value: "TIME",
    default: "30s",
    meaning: "how long to go on delivering after the stop",
    parse: duration({ min: "1ms", max: "1h" }),
  },
  batchSize: {
    flag: "batch-size",
    env: "BATCH_SIZE",
    value: "N",
    unit: "records",
    default: "3000",
    meaning: "most in one request",
    parse: wholeNumber({ min: 1, max: 10_000 }),
  },
  linger: {
    flag: "linger",
    env: "LINGER",
    value: "TIME",
    default: "20ms",
    meaning: "ticks that come due in this time go together",
    parse: duration({ min: "1ms", max: "10s" }),
  },
  buffer: {
    flag: "buffer",
    env: "BUFFER",
    value: "N",
    unit: "records",
    default: "50000",
    meaning: "most held in memory; beyond that ticks wait",
    parse: wholeNumber({ min: 1, max: 10_000_000 }),
  },
  ledger: {
    flag: "ledger",
    env: "LEDGER",
    value: "FILE",
    meaning: "write down what is sent and acknowledged, in a new file",
    parse: text(),
  },
  duration: {
    flag: "duration",
    env: "DURATION",
    value: "TIME",
    meaning: "stop by itself after this time",
    parse: duration({ min: "100ms", max: "500h" }),
  },
  ...operationSettings,
} as const;

/** What {@linkcode producerSettings} resolves to. */
export type ProducerSettings = Settings<typeof producerSettings>;

/** The rules between settings: a sentence for each that is broken. */
export function checkSettings(settings: ProducerSettings): readonly string[] {
  const problems = [...checkFormat(settings)];
  if (settings.schema !== undefined && settings.format === "json") {
    problems.push(
      'Cannot use setting "--schema" without "--format avro": add that, or leave it out',
    );
  }
  if (settings.symbols !== undefined && settings.universe !== undefined) {
    problems.push(
      'Cannot use setting "--symbols" with "--universe" as each says which symbols there are: ' +
        "give one of them",
    );
  }
  return problems;
}

function fraction(text: string): number {
  const number = text.trim() === "" ? NaN : Number(text);
  if (!(number >= 0 && number < 1)) throw new Error("must be a number from 0 up to, not with, 1");
  return number;
}
