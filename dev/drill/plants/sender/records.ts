import { Buffer } from "node:buffer";
import { xxh64 } from "@kafka-sim/common/hash";
import { SENDER, SEQUENCE } from "@kafka-sim/common/headers";
import type { SentRecord } from "@kafka-sim/common/ledger";
import { partitionOf } from "@kafka-sim/common/partition";
import { encodeTick } from "@kafka-sim/common/tick";
import type { Message } from "kafkajs";

/** A record as it is noted, and as it is handed over. */
export interface PlantRecord {
  readonly noted: SentRecord;
  readonly message: Message & { readonly value: Buffer };
}

/** Makes valid ticks for one partition, in the order of their sequences. */
export class Records {
  readonly #sender: string;
  readonly #partition: number;
  readonly #symbol: string;
  #sequence = 0;

  constructor(sender: string, partition: number, partitions: number) {
    this.#sender = sender;
    this.#partition = partition;
    this.#symbol = symbolFor(partition, partitions);
  }

  /** The next ones, due now (milliseconds since 1970). */
  take(count: number, due: number): PlantRecord[] {
    return Array.from({ length: count }, () => this.#make(this.#sequence++, due));
  }

  #make(sequence: number, due: number): PlantRecord {
    const text = encodeTick({
      symbol: this.#symbol,
      price: 100 + sequence % 100 / 100,
      timestamp: new Date(due).toISOString(),
      volume: 1 + sequence % 1_000,
    });
    const value = Buffer.from(text);
    return {
      noted: { sequence, due, key: this.#symbol, valueHash: xxh64(value) },
      message: {
        key: this.#symbol,
        value,
        partition: this.#partition,
        timestamp: String(due),
        headers: { [SENDER]: this.#sender, [SEQUENCE]: String(sequence) },
      },
    };
  }
}

/** A symbol whose ticks belong to this partition. */
function symbolFor(partition: number, partitions: number): string {
  for (let number = 0;; number++) {
    const symbol = `P${number}`;
    if (partitionOf(symbol, partitions) === partition) return symbol;
  }
}
