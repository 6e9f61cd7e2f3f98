import type { Buffer } from "node:buffer";
import { Cursor } from "./cursor.ts";
import type { FetchedRecord } from "./fetched_record.ts";
import { recordsForKafkajs } from "./records_for_kafkajs.ts";
import { MAGIC, magicOf, readRecordBatches } from "./record_batches.ts";

/** The answer to a fetch of version 11, by kafkajs' names. */
export interface FetchAnswer {
  readonly throttleTime: number;
  readonly clientSideThrottleTime: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly FetchedPartition[];
  }[];
}

/** What was fetched of one partition; 64-bit numbers are decimal. */
export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  /** kafkajs' name for the first offset of the log. */
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly AbortedTransaction[];
  readonly preferredReadReplica: number;
  readonly messages: readonly FetchedRecord[];
}

/** A transaction that was given up. */
export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

/**
 * Reads the answer to a fetch of version 11; undefined if it has records in a format of before 2017.
 * Source: https://kafka.apache.org/protocol#The_Messages_Fetch
 */
export async function readFetchAnswer(bytes: Buffer): Promise<FetchAnswer | undefined> {
  const cursor = new Cursor(bytes);
  const head = {
    // kafkajs: who answers in this version has not throttled, and expects the client to do it.
    throttleTime: 0,
    clientSideThrottleTime: cursor.int32(),
    errorCode: cursor.int16(),
    sessionId: cursor.int32(),
  };
  const responses = [];
  for (let topics = cursor.int32(); topics > 0; topics--) {
    const topicName = cursor.text();
    const partitions = [];
    for (let left = cursor.int32(); left > 0; left--) {
      const partition = await readPartition(cursor);
      if (!partition) return undefined;
      partitions.push(partition);
    }
    responses.push({ topicName, partitions });
  }
  return { ...head, responses };
}

async function readPartition(cursor: Cursor): Promise<FetchedPartition | undefined> {
  const head = {
    partition: cursor.int32(),
    errorCode: cursor.int16(),
    highWatermark: cursor.int64(),
    lastStableOffset: cursor.int64(),
    lastStartOffset: cursor.int64(),
    abortedTransactions: readAborted(cursor),
    preferredReadReplica: cursor.int32(),
  };
  const length = Math.max(0, cursor.int32());
  const bytes = cursor.bytes.subarray(cursor.at, cursor.at + length);
  cursor.at += length;
  const magic = magicOf(bytes);
  if (magic !== undefined && magic !== MAGIC) return undefined;
  const records = await readRecordBatches(bytes);
  return { ...head, messages: recordsForKafkajs(records, head.abortedTransactions.length > 0) };
}

function readAborted(cursor: Cursor): AbortedTransaction[] {
  const aborted: AbortedTransaction[] = [];
  for (let left = cursor.int32(); left > 0; left--) {
    aborted.push({ producerId: cursor.int64(), firstOffset: cursor.int64() });
  }
  return aborted;
}
