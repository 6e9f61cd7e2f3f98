import { kafkaName, text } from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";
import {
  connectionSettings,
  operationSettings,
  topicSettings,
} from "@kafka-sim/common/shared_settings";

/** The settings of the skipping reader. */
export const readerSettings = {
  ...connectionSettings,
  ...topicSettings,
  group: {
    flag: "group",
    value: "NAME",
    default: "tick-consumers",
    meaning: "consumer group, by its whole name",
    parse: kafkaName(),
  },
  ledger: {
    flag: "ledger",
    value: "FILE",
    default: "plant.ledger",
    meaning: "where to write down what is handled",
    parse: text(),
  },
  ...operationSettings,
} as const;

/** What {@linkcode readerSettings} resolves to. */
export type ReaderSettings = Settings<typeof readerSettings>;
