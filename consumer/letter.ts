import { Buffer } from "node:buffer";
import type { IHeaders, Message } from "kafkajs";
import { DEAD_LETTER } from "@kafka-sim/common/headers";
import type { GivenRecord, HeaderValue } from "./record.ts";

/** A record that cannot be used. */
export interface Letter {
  readonly record: GivenRecord;
  /** Where it comes from. */
  readonly topic: string;
  readonly partition: number;
  /** Stable and made for programs: a reason of `TickError`. */
  readonly reason: string;
  /** The same for people. */
  readonly detail: string;
}

/** What is said of a record must fit into the room that the topic has for it. */
const MAX_DETAIL = 1_000;

/**
 * The dead letter as it is written: key, value and headers of the record as they were, with headers
 * that say why and where from. Where the record has one of these already, it comes first.
 *
 * @param partition The partition of the dead letter topic.
 * @param now Milliseconds since 1970: dead letters are kept from now on, however old they are.
 */
export function letterMessage(letter: Letter, partition: number, now: number): Message {
  const { key, value } = letter.record;
  return { key, value, partition, timestamp: String(now), headers: letterHeaders(letter) };
}

function letterHeaders({ record, topic, partition, reason, detail }: Letter): IHeaders {
  const own = Object.entries(record.headers ?? {}).map(([name, header]) =>
    [name, [header].flat() as HeaderValue[]] as const
  );
  const empty = own.filter(([, values]) => values.some((value) => value == null));
  const added: Readonly<Record<string, string>> = {
    [DEAD_LETTER.reason]: reason,
    [DEAD_LETTER.detail]: detail.slice(0, MAX_DETAIL),
    [DEAD_LETTER.topic]: topic,
    [DEAD_LETTER.partition]: String(partition),
    [DEAD_LETTER.offset]: String(record.offset),
    [DEAD_LETTER.timestamp]: String(record.timestamp),
    // kafkajs cannot write a header without a value: it becomes an empty one.
    ...empty.length > 0 && {
      [DEAD_LETTER.nullHeaders]: empty.map(([name]) => name).join(",").slice(0, MAX_DETAIL),
    },
  };
  const headers = new Map(own);
  for (const [name, text] of Object.entries(added)) {
    headers.set(name, [...headers.get(name) ?? [], text]);
  }
  const buffers = (values: readonly HeaderValue[]) =>
    values.map((value) => Buffer.from(value ?? ""));
  return Object.fromEntries([...headers].map(([name, values]) => [name, buffers(values)]));
}
