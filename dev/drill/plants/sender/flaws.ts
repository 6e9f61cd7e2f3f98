import { Buffer } from "node:buffer";
import type { ProducerHead } from "@kafka-sim/common/ledger";
import type { PlantRecord } from "./records.ts";

/** What is wrong with a sender. */
export interface Flaw {
  /** What its ledger says that it asked of an acknowledgement: the truth. */
  readonly acks: ProducerHead["acks"];
  readonly idempotent: boolean;
  /** Whether one send goes to all partitions at once. */
  readonly spansPartitions?: true;
  /** What it hands over in the place of what it has noted. */
  readonly distort?: (records: readonly PlantRecord[]) => readonly PlantRecord[];
}

const SAFE = { acks: "all", idempotent: true } as const;

/** Every flaw by its name. */
export const FLAWS = {
  /** None: for a sender whose ledger nobody is shown. */
  none: SAFE,
  acks0: { acks: "none", idempotent: false },
  acks1: { acks: "leader", idempotent: false },
  stock: { ...SAFE, spansPartitions: true },
  altered: { ...SAFE, distort: ([first, ...rest]) => first ? [alter(first), ...rest] : [] },
  swapped: {
    ...SAFE,
    distort: ([first, second, ...rest]) => first && second ? [second, first, ...rest] : [],
  },
  duplicated: { ...SAFE, distort: (records) => [...records, records.at(-1)!] },
} as const satisfies Readonly<Record<string, Flaw>>;

/** Name of a flaw. */
export type FlawName = keyof typeof FLAWS;

/** Makes another digit of the last one: one byte, and still a valid tick. */
function alter({ noted, message }: PlantRecord): PlantRecord {
  const value = Buffer.from(message.value);
  const last = value.findLastIndex((byte) => byte >= 0x30 && byte <= 0x39);
  value[last] = value[last] === 0x31 ? 0x32 : 0x31;
  return { noted, message: { ...message, value } };
}
