import { Buffer } from "node:buffer";
import type { Letter } from "../letter.ts";
import type { GivenRecord } from "../record.ts";

/** What a record of a test is like; what is left out is as usual. */
export interface RecordPlan {
  readonly offset: number;
  /** @default {a tick of AAPL} */
  readonly value?: string | Buffer | null;
  readonly key?: Buffer | null;
  /** @default {a minute after the beginning of tests' time} */
  readonly timestamp?: number;
  readonly sender?: string;
  /** @default {the offset} */
  readonly sequence?: number;
  readonly headers?: GivenRecord["headers"];
}

/** A value that is a tick. */
export const TICK =
  '{"symbol":"AAPL","price":150.25,"timestamp":"2023-11-14T22:13:20.000Z","volume":1000}';

/** Makes a record as the group gives it. */
export function givenRecord(plan: RecordPlan): GivenRecord {
  const { offset, value = TICK, key = Buffer.from("AAPL"), timestamp = 1_700_000_060_000 } = plan;
  const { sender = "sender-1", sequence = offset } = plan;
  return {
    key,
    value: typeof value === "string" ? Buffer.from(value) : value,
    offset,
    timestamp,
    headers: plan.headers ?? {
      sender: Buffer.from(sender),
      sequence: Buffer.from(String(sequence)),
    },
  };
}

/** Makes records with the offsets from `first` on. */
export function givenRecords(first: number, count: number): GivenRecord[] {
  return Array.from({ length: count }, (_, at) => givenRecord({ offset: first + at }));
}

/** Makes a dead letter of partition 0. */
export function letterOf(plan: RecordPlan): Letter {
  const record = givenRecord({ value: "bad", ...plan });
  return { record, topic: "ticks", partition: 0, reason: "not_json", detail: "No JSON" };
}
