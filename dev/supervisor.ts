import { Crew, describeEnd } from "./crew.ts";
import { Faults } from "./faults.ts";
import type { Child } from "./guard/child.ts";
import type { Run } from "./guard/run.ts";
import type { KafkaNode } from "./kafka/node.ts";
import { findKafka, type KafkaSource } from "./kafka_source.ts";
import { Keys } from "./keys.ts";
import { consumerArgs, producerArgs, programEnv, type Target, topicsArgs } from "./program_args.ts";
import type { DevSettings } from "./settings.ts";
import { StatusBoard } from "./status_board.ts";
import { summaryLines } from "./summary.ts";
import type { Terminal } from "./terminal.ts";

const STOP_MS = 15_000;

/** What {@linkcode Supervisor} works with. */
export interface SupervisorOptions {
  readonly settings: DevSettings;
  readonly run: Run;
  readonly terminal: Terminal;
  /** Aborted to end the run in order. */
  readonly signal: AbortSignal;
  /** The import map for the programs, or "". */
  readonly importMap: string;
  /** The topic that the programs use. */
  readonly topic: string;
  /** Whether stdout is a terminal, where a table is drawn. */
  readonly hasScreen: boolean;
  /** Absolute path of the folder to keep the data in. */
  readonly keep: string | undefined;
}

/** One local run: Kafka, topics, programs, keys, and all of it gone at the end. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #crew: Crew;
  readonly #footer: string;
  readonly #quit = Promise.withResolvers<void>();
  #topics: Promise<Child> | undefined;
  #board: StatusBoard | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#crew = new Crew(options.run, options.importMap);
    this.#footer = `${options.run.folder}/footer`;
  }

  /**
   * Runs until the signal, the key q, the end of the duration, or a program's own end.
   *
   * @returns Whether all ended well.
   * @throws {ProgramError} If something did not start or ended too early.
   */
  async work(): Promise<boolean> {
    const { run, settings, signal, terminal, keep } = this.#options;
    const source = await findKafka({
      settings,
      run,
      signal,
      keep,
      progress: (line) => terminal.progress(line),
      onAddresses: (brokers) => this.#startTopics(brokers),
      onChange: (node) => this.#tellChange(node),
    });
    await this.#topicsDone();
    terminal.clear();
    signal.throwIfAborted();
    await this.#startPrograms(source);
    const keys = this.#openKeys(source);
    try {
      const early = await this.#untilEnd();
      if (early) throw await describeEnd(early);
    } finally {
      keys?.close();
      this.#board?.close();
    }
    const isWell = await this.#crew.stop(STOP_MS);
    await source.embedded?.close();
    for (const line of summaryLines(this.#crew.endings())) terminal.line(line);
    if (keep) terminal.line(`The data is kept in ${keep}`);
    return isWell;
  }

  /** The topic program waits for a Kafka that is still forming, so it starts together with it. */
  #startTopics(brokers: readonly string[]): void {
    const { run, settings } = this.#options;
    this.#topics?.then((child) => child.kill("SIGKILL"));
    const args = topicsArgs(settings, { brokers, clusterId: undefined });
    const crew = new Crew(run, this.#options.importMap);
    this.#topics = crew.start("topics", "common/topics", args, { env: programEnv(settings) });
  }

  async #topicsDone(): Promise<void> {
    const { signal } = this.#options;
    const child = await this.#topics!;
    const kill = () => child.kill("SIGKILL");
    signal.addEventListener("abort", kill);
    const { success } = await child.ended;
    signal.removeEventListener("abort", kill);
    signal.throwIfAborted();
    if (!success) throw await describeEnd(child);
  }

  async #startPrograms({ brokers, embedded }: KafkaSource): Promise<void> {
    const { settings, run, hasScreen, terminal } = this.#options;
    const target: Target = { brokers, clusterId: embedded?.clusterId };
    const env = programEnv(settings);
    for (let number = 1; number <= settings.consumers; number++) {
      const args = consumerArgs(settings, target, { number, footer: this.#footer });
      await this.#crew.start(`consumer-${number}`, "consumer", args, { env, showsOutput: true });
    }
    for (let number = 1; number <= settings.producers; number++) {
      const args = producerArgs(settings, target);
      await this.#crew.start(`producer-${number}`, "producer", args, { env });
    }
    const hasTable = settings.consumers > 0 &&
      (settings.output === "table" || settings.output === undefined && hasScreen);
    if (!hasTable) terminal.line(`Kafka ${brokers.join(", ")}; logs ${run.folder}`);
    this.#board = new StatusBoard({
      brokers,
      nodes: embedded && embedded.nodes.length > 1 ? embedded.nodes : [],
      topic: this.#options.topic,
      logs: run.folder,
      metricsPorts: () => this.#crew.ports("producer"),
      hasKeys: Deno.stdin.isTerminal(),
      path: this.#footer,
    });
  }

  #openKeys({ embedded }: KafkaSource): Keys | undefined {
    const board = this.#board!;
    const nodes = embedded && embedded.nodes.length > 1 ? embedded.nodes : [];
    const faults = new Faults(nodes, (id) => board.leads(id));
    const tell = (sentence: string) => void (board.action = sentence);
    return Keys.open((key) => {
      if (key === "q") this.#quit.resolve();
      if (nodes.length === 0) return;
      if (key === "k") tell(faults.kill());
      if (key === "p") tell(faults.pauseOrResume());
      if (key === "r") tell(faults.revive(tell));
    });
  }

  /** @returns The program that ended by itself and not well, if that is why. */
  async #untilEnd(): Promise<Child | undefined> {
    const { signal, settings } = this.#options;
    const stopped = Promise.withResolvers<undefined>();
    const stop = () => stopped.resolve(undefined);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    const timer = settings.duration === undefined ? undefined : setTimeout(stop, settings.duration);
    this.#quit.promise.then(stop);
    const ended = this.#crew.ended.then(async (child) =>
      (await child.ended).success ? undefined : child
    );
    const early = await Promise.race([stopped.promise, ended]);
    clearTimeout(timer);
    return early;
  }

  #tellChange(node: KafkaNode): void {
    if (this.#board) this.#board.action = `Node ${node.id} is ${node.state}`;
  }
}
