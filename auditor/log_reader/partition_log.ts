import type { Cluster, Copy, Leader } from "./cluster.ts";
import type { Connection } from "./connection.ts";
import { BrokerError, ERROR, LogReaderError } from "./errors.ts";
import { type FetchAnswer, fetchRecords } from "./fetch.ts";
import { ISOLATION, listOffsets } from "./list_offsets.ts";
import { decodeBatches, type LogBatch } from "./record_batch.ts";
import { markTransactions, type TransactionState } from "./transactions.ts";

/** The ends of a partition's log at one moment. */
export interface LogBounds {
  /** Offset of the first record that is kept. */
  readonly start: number;
  /** Offset after the last record that all in-sync replicas have: the high watermark. */
  readonly end: number;
  /** Up to here every transaction is decided. */
  readonly lastStable: number;
  readonly leader: Leader;
}

/** Options of {@linkcode PartitionLog.read}. */
export interface ReadOptions {
  /** A node that is not to be read from, if any other has a copy in sync. */
  readonly avoid?: number | undefined;
  /** Called with each copy that is read from and the offset from which on. */
  readonly onCopy?: (copy: Copy, from: number) => void;
}

/** A batch and what became of its transaction. */
export type ReadBatch = LogBatch & { readonly transaction: TransactionState };

/** Smaller answers took no less memory when it was measured on a real log, as noisy as that is. */
const FETCH_BYTES = 4 * 1024 * 1024;
const FETCH_WAIT_MS = 500;

/** One partition's log on a cluster. */
export class PartitionLog {
  readonly #cluster: Cluster;
  readonly #topic: string;
  readonly #partition: number;

  constructor(cluster: Cluster, topic: string, partition: number) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#partition = partition;
  }

  /** Asks the leader where the log starts and ends. */
  async bounds(): Promise<LogBounds> {
    return await this.#cluster.toLeader(
      this.#topic,
      this.#partition,
      async (leader, broker) => {
        const ask = async (
          position: "earliest" | "latest",
          isolation: number,
        ) => {
          const { errorCode, offset } = await broker.request(listOffsets, {
            ...this.#question(leader),
            position,
            isolation,
          });
          if (errorCode !== 0) throw new BrokerError(errorCode, "list offsets");
          return offset;
        };
        const lastStable = await ask("latest", ISOLATION.committed);
        const end = await ask("latest", ISOLATION.uncommitted);
        return {
          start: await ask("earliest", ISOLATION.uncommitted),
          end,
          lastStable,
          leader,
        };
      },
    );
  }

  /**
   * Reads every batch from `bounds.start` up to `bounds.end`, following the partition to its next
   * leader. Holds one fetch answer in memory.
   *
   * @throws {LogReaderError} `log_moved` where the log no longer reaches from start to end, as after
   * a truncation or a deletion: what was read before may be gone, so read again.
   */
  async *read(
    bounds: LogBounds,
    { avoid, onCopy = () => {} }: ReadOptions = {},
  ): AsyncGenerator<ReadBatch> {
    let position = bounds.start;
    let from: Copy | undefined;
    let mayFollow = true;
    while (position < bounds.end) {
      const start = position;
      const place = { topic: this.#topic, partition: this.#partition };
      const answer = await this.#cluster.toCopy(
        mayFollow ? { ...place, avoid } : place,
        async (copy, broker) => {
          try {
            const answer = await this.#fetch(copy, broker, start, bounds);
            if (copy.epoch !== from?.epoch || copy.node !== from.node) onCopy(copy, start);
            from = copy;
            return answer;
          } catch (error) {
            if (copy.leads || !isRefusal(error)) throw error;
            return undefined;
          }
        },
      );
      if (!answer) {
        // It lets nobody read from a follower, and would say so again and again.
        mayFollow = false;
        continue;
      }
      for (
        const batch of markTransactions(
          decodeBatches(answer.batches),
          answer.aborted,
          bounds,
        )
      ) {
        if (batch.firstOffset >= bounds.end) return;
        const records = batch.records.filter((record) =>
          record.offset >= start && record.offset < bounds.end
        );
        position = batch.lastOffset + 1;
        yield records.length === batch.records.length ? batch : { ...batch, records };
      }
      if (position === start) {
        throw this.#moved(
          `nothing can be read at offset ${start} of ${bounds.end}`,
        );
      }
    }
  }

  async #fetch(
    leader: Leader,
    broker: Connection,
    offset: number,
    bounds: LogBounds,
  ): Promise<FetchAnswer> {
    const answer = await broker.request(fetchRecords, {
      ...this.#question(leader),
      offset,
      isolation: offset < bounds.lastStable ? ISOLATION.committed : ISOLATION.uncommitted,
      maxBytes: FETCH_BYTES,
      maxWait: FETCH_WAIT_MS,
    });
    if (answer.errorCode === ERROR.offsetOutOfRange) {
      throw this.#moved(`offset ${offset} is no longer in it`);
    }
    if (answer.errorCode !== 0) {
      throw new BrokerError(answer.errorCode, "fetch records");
    }
    if (answer.batches.length === 0 && answer.highWatermark < bounds.end) {
      // A new leader learns how far the others are only after its followers have asked it.
      throw new LogReaderError(
        "connection",
        `The log is known up to ${answer.highWatermark} only`,
      );
    }
    return answer;
  }

  #question(
    leader: Leader,
  ): { topic: string; partition: number; leaderEpoch: number } {
    return {
      topic: this.#topic,
      partition: this.#partition,
      leaderEpoch: leader.epoch,
    };
  }

  #moved(state: string): LogReaderError {
    const what = `Cannot read partition ${this.#partition} of "${this.#topic}" to its end`;
    return new LogReaderError("log_moved", `${what}: ${state}`);
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof BrokerError && error.errorCode === ERROR.notLeader;
}
