import { JudgeError } from "./judge_error.ts";
import type { SenderHistory } from "./history.ts";
import { release } from "./release.ts";

/** What is known of a record. */
export const FATE = { sent: 0, acknowledged: 1, unknown: 2 } as const;

/** When how many records of one sender were decided, and how. */
export interface Decision {
  readonly time: number;
  readonly first: number;
  readonly count: number;
  readonly acknowledged: boolean;
}

/** Records of one sender that were handed over at once. */
export interface HandedOver {
  readonly time: number;
  readonly first: number;
  readonly count: number;
}

/** No offset. */
export const NONE = -1;

/**
 * One sender's records of one partition, by sequence, in typed arrays: about 40 bytes a record.
 * Loading it checks that the ledger makes sense.
 */
export class SenderTable {
  readonly sender: string;
  readonly claimsOnce: boolean;
  /** Records handed over; their sequences are 0 to length - 1. */
  length = 0;
  readonly handed: HandedOver[] = [];
  readonly decisions: Decision[] = [];
  due: Float64Array<ArrayBuffer> = new Float64Array(0);
  key: Int32Array<ArrayBuffer> = new Int32Array(0);
  valueHash: BigUint64Array<ArrayBuffer> = new BigUint64Array(0);
  fate: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  /** Offset by acknowledgement, {@linkcode NONE} where not known. */
  acknowledgedAt: Float64Array<ArrayBuffer> = new Float64Array(0);
  /** First offset in the log. */
  foundAt: Float64Array<ArrayBuffer> = new Float64Array(0);
  /** Whether one of its offsets in the log is the acknowledged one. */
  confirmed: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  /**
   * @param keys Numbers the keys, across all tables.
   * @throws {JudgeError} `ledger_senseless`.
   */
  constructor(history: SenderHistory, keys: (key: string) => number) {
    this.sender = history.sender;
    this.claimsOnce = history.claimsOnce;
    // Growing would take twice the memory for a moment.
    if (history.length) this.#resize(history.length);
    for (const event of history.events) {
      if (event.kind === "sent") {
        const count = event.records.length;
        this.handed.push({ time: event.time, first: this.length, count });
        this.#reserve(count);
        for (const record of event.records) {
          const at = this.length++;
          if (record.sequence !== at) throw this.#senseless(`${record.sequence} follows ${at - 1}`);
          this.due[at] = record.due;
          this.key[at] = keys(record.key);
          this.valueHash[at] = record.valueHash;
        }
      } else {
        this.#decide(event, event.kind === "acknowledged" ? event.baseOffset : undefined);
      }
    }
  }

  /** Gives its memory back: nothing of a record is known any more. */
  [Symbol.dispose](): void {
    release(this.#columns);
  }

  get #columns(): ArrayBufferView<ArrayBuffer>[] {
    const { due, key, valueHash, fate, acknowledgedAt, foundAt, confirmed } = this;
    return [due, key, valueHash, fate, acknowledgedAt, foundAt, confirmed];
  }

  #decide(
    { kind, time, first, count }: { kind: string; time: number; first: number; count: number },
    baseOffset: number | undefined,
  ): void {
    const acknowledged = kind === "acknowledged";
    if (first < 0 || count < 0 || first + count > this.length) {
      throw this.#senseless(`${first} to ${first + count - 1} are ${kind} but never sent`);
    }
    for (let at = first; at < first + count; at++) {
      if (this.fate[at] !== FATE.sent) throw this.#senseless(`${at} is decided twice`);
      this.fate[at] = acknowledged ? FATE.acknowledged : FATE.unknown;
      if (baseOffset !== undefined) this.acknowledgedAt[at] = baseOffset + at - first;
    }
    this.decisions.push({ time, first, count, acknowledged });
  }

  #reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted <= this.due.length) return;
    this.#resize(Math.max(wanted, Math.ceil(1.5 * this.due.length), 1024));
  }

  #resize(size: number): void {
    this.due = grown(new Float64Array(size), this.due);
    this.key = grown(new Int32Array(size), this.key);
    this.valueHash = grown(new BigUint64Array(size), this.valueHash);
    this.fate = grown(new Uint8Array(size), this.fate);
    this.acknowledgedAt = grown(new Float64Array(size).fill(NONE), this.acknowledgedAt);
    this.foundAt = grown(new Float64Array(size).fill(NONE), this.foundAt);
    this.confirmed = grown(new Uint8Array(size), this.confirmed);
  }

  #senseless(state: string): JudgeError {
    return new JudgeError(
      "ledger_senseless",
      `Cannot judge by the ledger of sender "${this.sender}": sequence ${state}`,
    );
  }
}

function grown<T extends ArrayBufferView<ArrayBuffer> & { set(from: T): void }>(to: T, from: T): T {
  to.set(from);
  release([from]);
  return to;
}
