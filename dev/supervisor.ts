import { ProgramError } from "@kafka-sim/common/errors";
import { Crew } from "./crew.ts";
import { describeEnd } from "./describe_end.ts";
import { openFaultKeys } from "./fault_keys.ts";
import type { Child } from "./guard/child.ts";
import type { Run } from "./guard/run.ts";
import { describeFailure } from "./kafka/describe_failure.ts";
import { KafkaNode } from "./kafka/node.ts";
import { withProgress } from "./kafka/progress.ts";
import { findKafka, type KafkaSource } from "./kafka_source.ts";
import type { DevSettings } from "./settings.ts";
import { startPrograms } from "./start_programs.ts";
import { StatusBoard } from "./status_board.ts";
import { summaryLines } from "./summary.ts";
import type { Terminal } from "./terminal.ts";
import { TopicsStep } from "./topics_step.ts";

const STOP_MS = 15_000;
const TELL_MS = 2_000;

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
    const registry = settings.registry ? await this.#startRegistry(source) : undefined;
    terminal.clear();
    signal.throwIfAborted();
    const { brokers, embedded } = source;
    const target = { brokers, clusterId: embedded?.clusterId, registry };
    await startPrograms(this.#crew, settings, { target, footer: this.#footer });
    if (!this.#hasTable) terminal.line(`Kafka ${brokers.join(", ")}; logs ${run.folder}`);
    if (registry) terminal.line(`Schema registry ${registry}`);
    const board = this.#board = this.#openBoard(source);
    const onQuit = () => this.#quit.resolve();
    const keys = openFaultKeys({ nodes: breakable(source), board, onQuit });
    let failed: readonly Child[];
    try {
      await this.#untilEnd(source);
      failed = await this.#stopPrograms();
    } finally {
      keys?.close();
      board.close();
    }
    await source.close();
    for (const line of summaryLines(this.#crew.endings())) terminal.line(line);
    for (const child of failed) terminal.line((await describeEnd(child)).message);
    if (keep) terminal.line(`The data is kept in ${keep}`);
    return failed.length === 0;
  }

  /** Its code is loaded only where it is asked for. */
  async #startRegistry({ brokers }: KafkaSource): Promise<string> {
    const { run, signal, terminal } = this.#options;
    const { startRegistry } = await import("./registry/start_registry.ts");
    const progress = (line: string) => terminal.progress(line);
    const onEnd = () => this.#tell("The schema registry has ended; its schemas are known");
    return await startRegistry({ run, brokers, progress, signal }, onEnd);
  }

  get #hasTable(): boolean {
    const { settings: { consumers, output }, hasScreen } = this.#options;
    return consumers > 0 && (output === "table" || output === undefined && hasScreen);
  }

  #openBoard(source: KafkaSource): StatusBoard {
    return new StatusBoard({
      brokers: source.brokers,
      nodes: breakable(source),
      topic: this.#options.topic,
      logs: this.#options.run.folder,
      metricsPorts: (folder) => this.#crew.ports(folder),
      hasKeys: Deno.stdin.isTerminal(),
      path: this.#footer,
    });
  }

  /** @throws {ProgramError} If a program or the only broker ended by itself and not well. */
  async #untilEnd({ failed }: KafkaSource): Promise<void> {
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
    const kafka = failed ? [failed] : [];
    const early = await Promise.race([stopped.promise, ended, this.#kafkaEnded.promise, ...kafka]);
    clearTimeout(timer);
    if (early instanceof ProgramError) throw early;
    if (early instanceof KafkaNode) throw describeFailure(await early.failure());
    if (early) throw await describeEnd(early);
  }

  async #tellChange(node: KafkaNode): Promise<void> {
    if (node.endedByItself && this.#options.settings.cluster === 1) this.#kafkaEnded.resolve(node);
    if (node.endedByItself) this.#tell((await node.failure()).message);
    if (node.state === "up") this.#tell(`Node ${node.id} is up`);
  }

  /** @returns The programs that did not end well. */
  async #stopPrograms(): Promise<readonly Child[]> {
    const text = "Ending what is under way (Ctrl-C ends it at once)";
    this.#tell(text);
    const { terminal } = this.#options;
    const timer = this.#hasTable ? undefined : setTimeout(() => terminal.progress(text), TELL_MS);
    try {
      return await this.#crew.stop(STOP_MS);
    } finally {
      clearTimeout(timer);
    }
  }

  #tell(sentence: string): void {
    if (this.#board) this.#board.action = sentence;
  }
}

/** Nodes that can be broken without all being over. */
function breakable({ embedded }: KafkaSource): readonly KafkaNode[] {
  return embedded && embedded.nodes.length > 1 ? embedded.nodes : [];
}
