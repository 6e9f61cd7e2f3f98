/**
 * How a run of the auditor is steered, by a drill or by a playbook: HTTP with JSON on the port that
 * the event `control_listening` names, on loopback unless `--control-host` says otherwise.
 *
 * | request | body | answer |
 * |---|---|---|
 * | `GET /status` | | 200 {@linkcode Status} |
 * | `POST /mark` | {@linkcode MarkRequest} | 200 the mark with its time |
 * | `POST /fault` | {@linkcode FaultRequest} | 200 {@linkcode Fault}, all that was said so far |
 * | `POST /stop` | none | 202; the run stops, judges, writes its report and ends by itself |
 *
 * A body that is not understood is answered by 400, a second fault of another name by 409, and so is
 * what goes beyond 1,000 marks, 1,000 posts about the fault or 1,000 kills; each with
 * `{"problem": "…"}`. Whatever is accepted is in the run's journal before the answer: a verdict that
 * is given after a kill -9 of the auditor knows it, too.
 *
 * The report's folder also takes what the driver has to add: every `ledgers/*.ledger` is judged, so a
 * sender or reader of the driver's own (`--senders 0`) writes its ledger there, and ends before the
 * stop; below `replicas/<node>/` copies of partition folders (`<topic>-<partition>`) are searched for
 * what is lost, such as those of a node that is down and would truncate them when it returns.
 *
 * In order: wait for phase `running`; declare the fault; mark and do each step; post the proof that
 * it bit; heal; wait until all is in sync and quiet; stop; wait for the process to end. Exit code 0
 * passed, 3 failed, 1 inconclusive, 2 wrong settings.
 */

/**
 * Something that was done or seen, for the timeline of the report. It decides nothing. From marks
 * named `node <id>` with the phases `gone`, `stopped`, `started` and `continued` the report draws when
 * that node's process was out.
 */
export interface MarkRequest {
  /** Of whatever the mark is about, such as `kill-leader`. */
  readonly name: string;
  /** Such as `inject`, `injected`, `heal`, `healed`, `in-sync`, `quiet`. */
  readonly phase: string;
  /** @default {""} */
  readonly detail?: string;
  /** ISO 8601. @default {when the request came in} */
  readonly time?: string;
}

/** A time on the clock of this machine, ISO 8601. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** A time that is excused. */
export interface ExcusedWindow extends Window {
  /** @default {every partition} */
  readonly partition?: number;
}

/**
 * A fault: what it is, what is expected, and what proves that it bit. May be posted any number of
 * times under the same name: texts and limits that come later replace the earlier ones, proofs,
 * kills, windows and doubts add up.
 */
export interface FaultRequest {
  readonly name: string;
  /** What the cluster is expected to do, a clause in lower case without full stop. */
  readonly expectation?: string;
  /** What it did, in the same manner. */
  readonly outcome?: string;
  /**
   * What is planted beside it, in the same manner: a damage made on purpose, to see that it is found.
   * The report says so before anything else.
   */
  readonly planted?: string;
  /** Seconds: the longest outage of any partition. Without one, outages are only measured. */
  readonly limits?: { readonly writing?: number; readonly reading?: number };
  /**
   * How many proofs the verdict waits for: with fewer it is inconclusive. 0 for a quiet run.
   *
   * @default {1}
   */
  readonly bites?: number;
  /**
   * Names of programs that the driver kills with SIGKILL, such as `reader-1`: once for each time that
   * it is named. Any other program that ends without being asked leaves the verdict inconclusive.
   */
  readonly kills?: readonly string[];
  /** One more thing that proves that it bit, such as `node 2 was fenced after 9.1 s`. */
  readonly proof?: string;
  /**
   * A time in which no progress can be expected, as with two of three nodes dead: what an outage
   * takes of it does not count against the limit.
   */
  readonly excused?: ExcusedWindow;
  /**
   * A time in which nothing may be acknowledged, as nobody but the leader could have it; but what was
   * sent before it may be for a second, as the answer may have been under way. With nothing handed
   * over in it nothing is proven.
   */
  readonly forbidden?: Window;
  /** What leaves the run unproven, such as a cluster that was not steady before; a clause. */
  readonly doubt?: string;
}

/** All that was said of a fault. */
export interface Fault {
  readonly name: string;
  readonly expectation: string;
  readonly outcome: string;
  readonly limits: { readonly writing?: number; readonly reading?: number };
  readonly bites: number;
  readonly proofs: readonly string[];
  readonly kills: readonly string[];
  readonly excused: readonly ExcusedWindow[];
  readonly forbidden: readonly Window[];
  /** Absent where nothing is doubted. */
  readonly doubts?: readonly string[];
  /** Absent where nothing is planted. */
  readonly planted?: string;
}

/** What a run is at, in this order. */
export const PHASES = [
  /** The topic is made, the programs start. */
  "starting",
  /** Until every partition has acknowledgements and every one of them is read. */
  "warm-up",
  /** The time for faults: until `--duration` is over or `POST /stop`. */
  "running",
  /** The senders deliver what is under way. */
  "stopping",
  /** The readers read to the end. */
  "catching-up",
  /** The log is read back as it is found. */
  "reading",
  /** Every partition is led by its first replica again. */
  "restoring",
  /** The log is read again, and judged. */
  "judging",
  /** The report is written. */
  "done",
] as const;

/** One of {@linkcode PHASES}. */
export type Phase = typeof PHASES[number];

/** A partition at this moment. */
export interface PartitionStatus {
  readonly partition: number;
  /** Node id, -1 for none. */
  readonly leader: number;
  readonly epoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly sent: number;
  readonly acknowledged: number;
  readonly read: number;
  /** In the last second. */
  readonly acknowledgedPerSecond: number;
  /** Seconds for which something was due and nothing acknowledged, until now; 0 if all is well. */
  readonly stall: number;
  /** Seconds, since the warm-up. */
  readonly longestStall: number;
}

/** A program that the auditor has started, or its last process. */
export interface ProcessStatus {
  /** `sender-1`, `reader-2`; a process that replaces a dead one keeps the name. */
  readonly name: string;
  readonly pid: number;
  readonly state: "starting" | "running" | "ended";
  /** Of a sender: the header of its records; of a reader: its member. Known once it has started. */
  readonly identity: string | null;
  /** File of its ledger. */
  readonly ledger: string;
  /** How many processes have had this name so far. */
  readonly starts: number;
}

/** Answer of `GET /status`. */
export interface Status {
  readonly run: string;
  readonly topic: string;
  readonly group: string;
  readonly phase: Phase;
  /** Seconds since the run began. */
  readonly elapsed: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly read: number;
  readonly partitions: readonly PartitionStatus[];
  readonly senders: readonly ProcessStatus[];
  readonly readers: readonly ProcessStatus[];
  readonly fault: Fault | null;
  /** The last mark. */
  readonly mark: { readonly name: string; readonly phase: string; readonly time: string } | null;
}
