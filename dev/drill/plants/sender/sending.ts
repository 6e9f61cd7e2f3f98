import type { ProducerLedger } from "@kafka-sim/common/ledger";
import { wait } from "@kafka-sim/common/wait";
import kafkajs, { type Producer, type RecordMetadata } from "kafkajs";
import type { Flaw } from "./flaws.ts";
import { type PlantRecord, Records } from "./records.ts";

const ACKS = { all: -1, leader: 1, none: 0 } as const;
/** How many batches are sent between two that are distorted. */
const DISTORTED_EVERY = 10;
const INTERVAL_MS = 100;

/** What a flawed sender works with. */
export interface SendingOptions {
  readonly producer: Producer;
  readonly topic: string;
  readonly sender: string;
  readonly partitions: number;
  /** Records a second, over all partitions. */
  readonly rate: number;
  readonly flaw: Flaw;
  readonly ledger: ProducerLedger;
  readonly signal: AbortSignal;
}

/** Sends until the signal. What is under way then is waited for. */
export async function sendFlawed(options: SendingOptions): Promise<void> {
  const { partitions, flaw, sender } = options;
  const sources = Array.from({ length: partitions }, (_, partition) => ({
    partition,
    records: new Records(sender, partition, partitions),
  }));
  const groups = flaw.spansPartitions ? [sources] : sources.map((source) => [source]);
  await Promise.all(groups.map((group) => sendGroup(group, options)));
}

interface Source {
  readonly partition: number;
  readonly records: Records;
}

/** One send after the other, each with records of every partition of the group. */
async function sendGroup(group: readonly Source[], options: SendingOptions): Promise<void> {
  const { rate, partitions, signal } = options;
  const each = Math.max(2, Math.round(rate / partitions * INTERVAL_MS / 1_000));
  for (let batch = 1; !signal.aborted; batch++) {
    const due = Date.now();
    const taken = group.map(({ partition, records }) => ({
      partition,
      records: records.take(each, due),
    }));
    await sendOnce(taken, batch % DISTORTED_EVERY === 0, options);
    await wait(INTERVAL_MS, signal).catch(() => {});
  }
}

interface Taken {
  readonly partition: number;
  readonly records: readonly PlantRecord[];
}

async function sendOnce(
  taken: readonly Taken[],
  isDistorted: boolean,
  { producer, topic, flaw, ledger }: SendingOptions,
): Promise<void> {
  for (const { partition, records } of taken) {
    ledger.sent(partition, records.map(({ noted }) => noted));
  }
  const distort = isDistorted && flaw.distort || ((records) => records);
  const messages = taken.flatMap(({ records }) => distort(records)).map(({ message }) => message);
  let answer: readonly RecordMetadata[];
  try {
    const compression = kafkajs.CompressionTypes.Snappy;
    answer = await producer.send({ topic, acks: ACKS[flaw.acks], compression, messages });
  } catch (error) {
    for (const { partition, records } of taken) {
      ledger.unknown(partition, records[0]!.noted.sequence, records.length, String(error));
    }
    return;
  }
  // As a trusting user does: what send() resolves for counts as acknowledged.
  for (const { partition, records } of taken) {
    const first = records[0]!.noted.sequence;
    ledger.acknowledged(partition, first, records.length, offsetOf(answer, partition));
  }
}

function offsetOf(answer: readonly RecordMetadata[], partition: number): bigint | undefined {
  const found = answer.find((one) => one.partition === partition)?.baseOffset;
  return found === undefined || BigInt(found) < 0n ? undefined : BigInt(found);
}
