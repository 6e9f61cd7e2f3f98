import { ProgramError } from "@kafka-sim/common/errors";
import type { Child } from "../guard/child.ts";
import type { Run } from "../guard/run.ts";
import { LogWatch } from "../kafka/log_watch.ts";

const SCRIPT = `${import.meta.dirname}/broker.sh`;
/** The last thing that a broker says when it serves clients. */
const STARTED = "Kafka Server started";
const START_MS = 120_000;
const STOP_MS = 20_000;
const LOG_BYTES = 64 * 1024;
const TAIL_LINES = 5;

/** As engines and the systems below them say it. */
const PORT_TAKEN = /port is already allocated|address already in use|ports are not available/i;
const ERROR = / (ERROR|FATAL) |^Error\b|error response from daemon|^Exception/i;

/** What a broker in Docker is started from. */
export interface DockerBrokerOptions {
  readonly run: Run;
  /** The compose file that has the service `kafka`. */
  readonly file: string;
  /** Where it is published, on 127.0.0.1. */
  readonly port: number;
  readonly signal: AbortSignal;
  /** @default {`broker.sh`} */
  readonly script?: string;
}

/** The broker of a compose file, in a Docker project of its own. */
export class DockerBroker {
  readonly address: string;
  readonly #child: Child;
  readonly #watch: LogWatch;
  #isClosing = false;

  private constructor(options: DockerBrokerOptions) {
    const { run, file, port, script = SCRIPT } = options;
    const name = `kafka-${port}`;
    this.address = `localhost:${port}`;
    this.#watch = new LogWatch(`${run.folder}/${name}.log`);
    const pipe = `${run.folder}/${name}.pipe`;
    this.#child = run.spawn(name, ["sh", script, pipe, projectOf(run, port), file, String(port)]);
  }

  /**
   * Starts it; resolves when it serves clients.
   *
   * @throws {ProgramError} `port_taken`, `docker_port_unreachable` or `kafka_ended`.
   * @throws The signal's reason.
   */
  static async start(options: DockerBrokerOptions): Promise<DockerBroker> {
    const broker = new DockerBroker(options);
    try {
      await broker.#started(options);
      return broker;
    } catch (error) {
      await broker.close();
      throw error;
    }
  }

  /** Resolves with the reason if it ends and nobody has asked for that. */
  get failed(): Promise<ProgramError> {
    return this.#child.ended.then(() =>
      this.#isClosing ? new Promise<never>(() => {}) : this.#describe("ended")
    );
  }

  /** Ends it, and takes its container, its network and its volume away. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#child.stop(STOP_MS);
  }

  async #started({ port, signal }: DockerBrokerOptions): Promise<void> {
    const ended = new AbortController();
    this.#child.ended.then(() => ended.abort());
    const over = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(START_MS)]);
    const isUp = await this.#watch.waitFor(STARTED, over);
    signal.throwIfAborted();
    if (!isUp || !this.#child.alive) {
      const inTime = `was not up after ${START_MS / 1000} s`;
      throw await this.#describe(this.#child.alive ? inTime : "ended while it started");
    }
    await this.#reach(port);
  }

  /** It is published where the engine is, which may be another machine. */
  async #reach(port: number): Promise<void> {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    } catch (cause) {
      throw new ProgramError(
        "docker_port_unreachable",
        `Cannot reach the Kafka that Docker has published at ${this.address}`,
        {
          remedy: "Use a Docker whose ports are this machine's: see DOCKER_HOST, docker context",
          cause,
        },
      );
    }
  }

  async #describe(how: string): Promise<ProgramError> {
    const lines = await this.#watch.lines(LOG_BYTES);
    const taken = lines.find((line) => PORT_TAKEN.test(line));
    if (taken !== undefined) {
      return new ProgramError("port_taken", `Docker cannot publish a port: ${taken.trim()}`, {
        remedy: "Start again: other processes keep taking the ports that were free",
      });
    }
    const errors = lines.filter((line) => ERROR.test(line));
    const words = (errors.length > 0 ? errors : lines).slice(-TAIL_LINES);
    return new ProgramError("kafka_ended", `Kafka in Docker ${how}: ${words.join("\n")}`, {
      remedy: `Look at what these lines say, and at the memory that Docker may use (it needs 1 GB)`,
    });
  }
}

/** As long as the run lives, nobody else has it; compose wants small letters. */
function projectOf(run: Run, port: number): string {
  const name = run.folder.split("/").at(-1)!.toLowerCase().replace(/[^a-z0-9-]/g, "");
  return `kafka-sim-${name}-${port}`;
}
