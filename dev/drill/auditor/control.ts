/**
 * A run of the auditor as a drill steers it, over HTTP as a playbook would. These are the parts of
 * its contract that a drill uses; the contract itself is the auditor's.
 */

const ANSWER_MS = 5_000;

/** Seconds that a partition may go without. */
export interface Limits {
  readonly writing: number;
  readonly reading: number;
}

/** A time on this machine's clock, ISO 8601. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** A time that is excused. */
export interface ExcusedWindow extends Window {
  /** @default {every partition} */
  readonly partition?: number;
}

/** A fault, as far as it can be told by now. */
export interface FaultNews {
  readonly name: string;
  readonly expectation?: string;
  readonly outcome?: string;
  readonly limits?: Limits;
  /** How many proofs that it bit the verdict waits for. */
  readonly bites?: number;
  /** Names of the auditor's programs that it kills. */
  readonly kills?: readonly string[];
  readonly proof?: string;
  readonly excused?: ExcusedWindow;
  readonly forbidden?: Window;
  /** What leaves the run unproven. */
  readonly doubt?: string;
  /** What is planted beside it. */
  readonly planted?: string;
}

/** A partition at this moment. */
export interface PartitionStatus {
  readonly partition: number;
  /** −1: none. */
  readonly leader: number;
  readonly epoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly sent: number;
  readonly acknowledged: number;
  readonly read: number;
  readonly acknowledgedPerSecond: number;
  /** Seconds for which something was due and nothing acknowledged; 0: all is well. */
  readonly stall: number;
  readonly longestStall: number;
}

/** A program that the auditor has started. */
export interface ProcessStatus {
  readonly name: string;
  readonly pid: number;
  readonly state: "starting" | "running" | "ended";
  /** How many processes have had this name so far. */
  readonly starts: number;
}

/** What the run is at. */
export interface AuditorStatus {
  readonly topic: string;
  readonly group: string;
  readonly phase: string;
  readonly sent: number;
  readonly acknowledged: number;
  readonly read: number;
  readonly partitions: readonly PartitionStatus[];
  readonly senders: readonly ProcessStatus[];
  readonly readers: readonly ProcessStatus[];
}

/** The control port of a run. Every method throws an Error if it does not answer or refuses. */
export class AuditorControl {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** What the run is at. */
  async status(): Promise<AuditorStatus> {
    return await this.#ask("GET", "status");
  }

  /** Puts a mark on the timeline of the report. @param time Where it was earlier than now. */
  async mark(name: string, phase: string, detail: string, time?: Date): Promise<void> {
    await this.#ask("POST", "mark", { name, phase, detail, ...time && { time } });
  }

  /** Tells what is done to the cluster, what is expected, and what proves that it bit. */
  async fault(news: FaultNews): Promise<void> {
    await this.#ask("POST", "fault", news);
  }

  /** Lets the run stop, judge and end by itself. */
  async stop(): Promise<void> {
    await this.#ask("POST", "stop");
  }

  // deno-lint-ignore no-explicit-any -- as the contract says
  async #ask(method: string, path: string, body?: unknown): Promise<any> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/${path}`, {
      method,
      signal: AbortSignal.timeout(ANSWER_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The auditor answers ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}
