import { decimal, oneOf, text, wholeNumber } from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";
import {
  connectionSettings,
  operationSettings,
  topicSettings,
} from "@kafka-sim/common/shared_settings";
import { type FlawName, FLAWS } from "./flaws.ts";

/** The settings of the flawed sender. */
export const senderSettings = {
  ...connectionSettings,
  ...topicSettings,
  ledger: {
    flag: "ledger",
    value: "FILE",
    default: "plant.ledger",
    meaning: "where to write down what is sent and acknowledged",
    parse: text(),
  },
  flaw: {
    flag: "flaw",
    value: "NAME",
    default: "none",
    meaning: `what is wrong: ${Object.keys(FLAWS).join(", ")}`,
    parse: (value: string): FlawName => oneOf(...Object.keys(FLAWS))(value) as FlawName,
  },
  partitions: {
    flag: "partitions",
    value: "N",
    default: "6",
    meaning: "partitions of the topic",
    parse: wholeNumber({ min: 1, max: 1_000 }),
  },
  rate: {
    flag: "rate",
    value: "N",
    unit: "records/s",
    default: "600",
    meaning: "how many over all partitions",
    parse: decimal({ above: 0, max: 100_000 }),
  },
  ...operationSettings,
} as const;

/** What {@linkcode senderSettings} resolves to. */
export type SenderSettings = Settings<typeof senderSettings>;
