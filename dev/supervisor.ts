import { Crew, describeEnd } from "./crew.ts";
import { Faults } from "./faults.ts";
import type { Run } from "./guard/run.ts";
import { describeFailure } from "./kafka/embedded.ts";
import { KafkaNode } from "./kafka/node.ts";
import { withProgress } from "./kafka/progress.ts";
import { findKafka, type KafkaSource } from "./kafka_source.ts";
import { Keys } from "./keys.ts";
import { consumerArgs, producerArgs, programEnv, type Target } from "./program_args.ts";
import type { DevSettings } from "./settings.ts";
import { StatusBoard } from "./status_board.ts";
import { summaryLines } from "./summary.ts";
import type { Terminal } from "./terminal.ts";
import { TopicsStep } from "./topics_step.ts";

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
  readonly #topics: TopicsStep;
  readonly #footer: string;
  readonly #quit = Promise.withResolvers<void>();
  readonly #kafkaEnded = Promise.withResolvers<KafkaNode>();
  #board: StatusBoard | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#crew = new Crew(options.run, options.importMap);
    this.#topics = new TopicsStep(options.settings, options.run, options.importMap);
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
      onAddresses: (brokers) => this.#topics.begin(brokers),
      onChange: (node) => this.#tellChange(node),
    });
    await withProgress(
      (line) => terminal.progress(line),
      "Creating the topics",
      () => this.#topics.done(signal),
    );
    terminal.clear();
    signal.throwIfAborted();
    await this.#startPrograms(source);
    const keys = this.#openKeys(source);
    try {
      await this.#untilEnd();
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
      metricsPorts: (folder) => this.#crew.ports(folder),
      hasKeys: Deno.stdin.isTerminal(),
      path: this.#footer,
    });
  }

  #openKeys({ embedded }: KafkaSource): Keys | undefined {
    const board = this.#board!;
    const nodes = embedded && embedded.nodes.length > 1 ? embedded.nodes : [];
    const faults = new Faults(nodes, (id) => board.leads(id));
    const tell = (sentence: string) => this.#tell(sentence);
    return Keys.open((key) => {
      if (key === "q") this.#quit.resolve();
      if (nodes.length === 0) return;
      if (key === "k") tell(faults.kill());
      if (key === "p") tell(faults.pauseOrResume());
      if (key === "r") tell(faults.revive(tell));
    });
  }

  /** @throws {ProgramError} If a program or the only node ended by itself and not well. */
  async #untilEnd(): Promise<void> {
    const { signal, settings } = this.#options;
    const stopped = Promise.withResolvers<undefined>();
    const stop = () => stopped.resolve(undefined);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (settings.duration !== undefined) {
      this.#crew.working.then(() => timer = setTimeout(stop, settings.duration));
    }
    this.#quit.promise.then(stop);
    const ended = this.#crew.ended.then(async (child) =>
      (await child.ended).success ? undefined : child
    );
    const early = await Promise.race([stopped.promise, ended, this.#kafkaEnded.promise]);
    clearTimeout(timer);
    if (early instanceof KafkaNode) throw describeFailure(await early.failure());
    if (early) throw await describeEnd(early);
  }

  async #tellChange(node: KafkaNode): Promise<void> {
    if (node.endedByItself && this.#options.settings.cluster === 1) this.#kafkaEnded.resolve(node);
    if (node.endedByItself) this.#tell((await node.failure()).message);
    if (node.state === "up") this.#tell(`Node ${node.id} is up`);
  }

  #tell(sentence: string): void {
    if (this.#board) this.#board.action = sentence;
  }
}
