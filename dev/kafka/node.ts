import type { Child } from "../guard/child.ts";
import type { Run } from "../guard/run.ts";
import { LogWatch } from "./log_watch.ts";
import { NodeFailure } from "./node_failure.ts";

const START_MS = 90_000;
const LOG_BYTES = 512 * 1024;
/** The last thing that a broker says when it serves clients and the cluster knows it. */
const STARTED = "Kafka Server started";

/** What a node is at the moment. */
export type NodeState = "starting" | "up" | "paused" | "stopping" | "dead";

/** What a node is started from. */
export interface NodeOptions {
  readonly id: number;
  /** `127.0.0.1:port` for clients. */
  readonly address: string;
  readonly run: Run;
  readonly command: readonly string[];
  /** The file of its log. */
  readonly log: string;
  /** Who leads the quorum, by its id. */
  readonly controller: () => number | undefined;
  readonly onChange?: (node: KafkaNode) => void;
}

/** One node of the local Kafka: a Java process that is broker and controller. */
export class KafkaNode {
  readonly id: number;
  readonly address: string;
  readonly log: string;
  readonly #options: NodeOptions;
  #child: Child | undefined;
  #watch: LogWatch | undefined;
  #state: NodeState = "dead";
  #endedByItself = false;

  constructor(options: NodeOptions) {
    this.id = options.id;
    this.address = options.address;
    this.log = options.log;
    this.#options = options;
  }

  get state(): NodeState {
    return this.#state;
  }

  /** Undefined while it is dead. */
  get pid(): number | undefined {
    return this.#child?.alive ? this.#child.pid : undefined;
  }

  /** Whether it is dead, and nobody had asked for that. */
  get endedByItself(): boolean {
    return this.#endedByItself;
  }

  /** Why it ended, as its log has it. */
  async failure(): Promise<NodeFailure> {
    const signal = (await this.#child?.ended)?.signal;
    return await this.#describeEnd(signal ? `by ${signal}` : "by itself");
  }

  /**
   * Starts it, or starts it again with the same ports and data; resolves when it serves clients.
   *
   * @throws {NodeFailure} If it ended instead.
   */
  async start(): Promise<void> {
    if (this.#child?.alive) throw new Error(`Cannot start node ${this.id}: it is ${this.#state}`);
    const watch = this.#watch = new LogWatch(this.log);
    const { run, command, log } = this.#options;
    const child = run.spawn(`node-${this.id}`, command, { stdout: log, stderr: log });
    this.#child = child;
    this.#endedByItself = false;
    this.#change("starting");
    const over = new AbortController();
    child.ended.then(() => {
      this.#endedByItself = this.#state === "up" || this.#state === "paused";
      this.#change("dead");
      over.abort();
    });
    const timer = setTimeout(() => over.abort(), START_MS);
    const started = await watch.waitFor(STARTED, over.signal);
    clearTimeout(timer);
    if (!started || !child.alive) {
      const how = child.alive ? `as it was not up after ${START_MS / 1000} s` : "while it started";
      child.kill("SIGKILL");
      await child.ended;
      throw await this.#describeEnd(how);
    }
    if (this.#state === "starting") this.#change("up");
  }

  /** Ends it at once or in order, and waits until it has ended. */
  async kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (!child?.alive) return;
    this.#change("stopping");
    child.kill(signal);
    // A paused process takes SIGTERM only when it goes on.
    child.kill("SIGCONT");
    await child.ended;
  }

  /** Stops it in order, and kills it after `grace` milliseconds. */
  async stop(grace: number): Promise<void> {
    if (!this.#child?.alive) return;
    this.#change("stopping");
    await this.#child.stop(grace);
  }

  /** Freezes it: it keeps its connections and answers nothing. */
  pause(): void {
    if (this.#state !== "up") throw new Error(`Cannot pause node ${this.id}: it is ${this.#state}`);
    this.#child?.kill("SIGSTOP");
    this.#change("paused");
  }

  resume(): void {
    if (this.#state !== "paused") return;
    this.#child?.kill("SIGCONT");
    this.#change("up");
  }

  isActiveController(): boolean {
    return this.#options.controller() === this.id;
  }

  async #describeEnd(how: string): Promise<NodeFailure> {
    return new NodeFailure(this.id, await this.#watch?.lines(LOG_BYTES) ?? [], how);
  }

  #change(state: NodeState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onChange?.(this);
  }
}
