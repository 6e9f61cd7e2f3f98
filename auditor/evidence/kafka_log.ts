import type { Reading, Skimming } from "../judge/history.ts";
import type { RunLog } from "../judge/run_evidence.ts";
import type { Cluster } from "../log_reader/cluster.ts";
import { LogReaderError } from "../log_reader/errors.ts";
import { type LogBounds, PartitionLog } from "../log_reader/partition_log.ts";
import type { LogRecord } from "../log_reader/record_batch.ts";
import { RecordReader } from "./logged_record.ts";
import type { RecordHashes } from "./record_hashes.ts";

/** Whom a partition was read from. */
export interface ReadCopy {
  /** Which reading it was, from 1. */
  readonly reading: number;
  readonly node: number;
  /** Of the leader then. */
  readonly epoch: number;
  /** Whether it was the leader, or followed it. */
  readonly leads: boolean;
}

/** A topic's log on a cluster, as the judge reads it. */
export class KafkaLog implements RunLog {
  readonly partitions: readonly number[];
  readonly clusterId: string | null;
  /** Whom each partition was read from, in the order of reading. */
  readonly copies: Map<number, ReadCopy[]> = new Map();
  /** Batches that no group is given: of transactions aborted or still open. */
  hiddenBatches = 0;
  readonly #cluster: Cluster;
  readonly #topic: string;
  readonly #reader: RecordReader;
  readonly #hashes: RecordHashes;
  #reading = 1;

  private constructor(
    cluster: Cluster,
    topic: string,
    found: { clusterId: string | null; partitions: readonly number[] },
    hashes: RecordHashes,
  ) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#reader = new RecordReader(hashes);
    this.#hashes = hashes;
    this.clusterId = found.clusterId;
    this.partitions = found.partitions;
  }

  /** Finds the topic. Throws what {@linkcode Cluster.topic} throws. */
  static async open(cluster: Cluster, topic: string, hashes: RecordHashes): Promise<KafkaLog> {
    const { clusterId, partitions } = await cluster.topic(topic);
    const numbers = partitions.map(({ partition }) => partition).sort((a, b) => a - b);
    return new KafkaLog(cluster, topic, { clusterId, partitions: numbers }, hashes);
  }

  /** Where a partition's log ends now, without the markers of transactions taken into account. */
  async ends(): Promise<ReadonlyMap<number, number>> {
    const ends = new Map<number, number>();
    for (const partition of this.partitions) {
      const { end } = await new PartitionLog(this.#cluster, this.#topic, partition).bounds();
      ends.set(partition, end);
    }
    return ends;
  }

  /** Reads from other copies than before from now on, where there are any. */
  readAgain(): void {
    this.#reading++;
  }

  /** Everything that is in the log at the moment of the call. */
  async read(partition: number): Promise<Reading> {
    return await this.#open(partition, (record) => this.#reader.read(record));
  }

  async skim(partition: number): Promise<Skimming> {
    return await this.#open(partition, (record) => ({
      offset: record.offset,
      wholeHash: this.#hashes.whole(record),
    }));
  }

  isMoved(error: unknown): boolean {
    return error instanceof LogReaderError && error.code === "log_moved";
  }

  async #open<T>(
    partition: number,
    take: (record: LogRecord) => T,
  ): Promise<{ start: number; end: number; records: AsyncGenerator<T[]> }> {
    const log = new PartitionLog(this.#cluster, this.#topic, partition);
    const bounds = await log.bounds();
    const batches = this.#batches(log, bounds, partition);
    return { start: bounds.start, end: bounds.end, records: mapRecords(batches, take) };
  }

  async *#batches(
    log: PartitionLog,
    bounds: LogBounds,
    partition: number,
  ): AsyncGenerator<readonly LogRecord[]> {
    const reading = this.#reading;
    // A reading that failed is made again.
    const copies = (this.copies.get(partition) ?? []).filter((copy) => copy.reading !== reading);
    this.copies.set(partition, copies);
    const batches = log.read(bounds, {
      avoid: copies.at(-1)?.node,
      onCopy: ({ node, epoch, leads }) => copies.push({ reading, node, epoch, leads }),
    });
    for await (const { control, transaction, records } of batches) {
      if (control) continue;
      if (transaction === "aborted" || transaction === "open") this.hiddenBatches++;
      else yield records;
    }
  }
}

async function* mapRecords<T>(
  batches: AsyncIterable<readonly LogRecord[]>,
  take: (record: LogRecord) => T,
): AsyncGenerator<T[]> {
  for await (const records of batches) yield records.map(take);
}
