import { ProgramError } from "@kafka-sim/common/errors";
import { wait } from "@kafka-sim/common/wait";
import { Registry } from "../../common/schema/registry.ts";
import { RegistryError } from "../../common/schema/registry_error.ts";
import { cacheFolder } from "../cache_folder.ts";
import type { Child } from "../guard/child.ts";
import type { Run } from "../guard/run.ts";
import { obtainJava } from "../kafka/obtain_java.ts";
import { freePorts } from "../kafka/ports.ts";
import { type Progress, withProgress } from "../kafka/progress.ts";
import { installRegistry } from "./install_registry.ts";

const HOST = "127.0.0.1";
const API = "/apis/ccompat/v7";
/** What it needs is 250 MB, most of it not heap. */
const HEAP_MIB = 256;
const START_MS = 120_000;
const LOOK_EVERY_MS = 200;
const LOG_LINES = 200;

/** Options of {@linkcode LocalRegistry.lay}. */
export interface LocalRegistryOptions {
  /** Ends it, should this process be gone. */
  readonly run: Run;
  /** Where it keeps its schemas. Its topics must be there: `deno task topics --registry-topics`. */
  readonly brokers: readonly string[];
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  readonly env?: (name: string) => string | undefined;
}

/** Apicurio Registry on this machine, on 127.0.0.1 only, with its schemas in Kafka. */
export class LocalRegistry {
  readonly #options: LocalRegistryOptions;
  readonly #command: readonly string[];
  readonly #port: number;
  #child: Child | undefined;

  private constructor(options: LocalRegistryOptions, command: readonly string[], port: number) {
    this.#options = options;
    this.#command = command;
    this.#port = port;
  }

  /**
   * Fetches it if need be, and starts nothing.
   *
   * @throws {ProgramError} If it cannot be had.
   */
  static async lay(options: LocalRegistryOptions): Promise<LocalRegistry> {
    const { run, env = (name) => Deno.env.get(name), progress = () => {} } = options;
    const shared = { env, progress, ...options.signal ? { signal: options.signal } : {} };
    const cache = cacheFolder(env, Deno.build.os);
    const java = await obtainJava(cache, shared);
    const jar = await installRegistry(cache, java, shared);
    const [port, management] = freePorts(2) as [number, number];
    await Deno.mkdir(`${run.folder}/tmp`, { recursive: true });
    const command = [
      java.command,
      `-Xmx${HEAP_MIB}m`,
      // Quick to start, and small.
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-XX:-UsePerfData",
      `-Djava.io.tmpdir=${run.folder}/tmp`,
      `-XX:ErrorFile=${run.folder}/registry_crash.log`,
      `-Dquarkus.http.host=${HOST}`,
      `-Dquarkus.http.port=${port}`,
      `-Dquarkus.management.host=${HOST}`,
      `-Dquarkus.management.port=${management}`,
      "-jar",
      jar,
    ];
    return new LocalRegistry(options, command, port);
  }

  /** Base of its Confluent-compatible API. */
  get url(): string {
    return `http://${HOST}:${this.#port}${API}`;
  }

  /** Undefined while it is not running. */
  get child(): Child | undefined {
    return this.#child?.alive ? this.#child : undefined;
  }

  /**
   * Starts it, or starts it again on the same port; resolves when it answers.
   *
   * @throws {ProgramError} `registry_not_started`.
   * @throws The signal's reason.
   */
  async start(): Promise<void> {
    const { run, brokers, progress = () => {} } = this.#options;
    this.#child = run.spawn("registry", this.#command, {
      env: {
        APICURIO_STORAGE_KIND: "kafkasql",
        APICURIO_KAFKASQL_BOOTSTRAP_SERVERS: brokers.join(","),
        APICURIO_KAFKASQL_TOPIC_AUTO_CREATE: "false",
      },
    });
    const child = this.#child;
    await withProgress(progress, "Starting the schema registry", () => this.#ready(child));
  }

  async #ready(child: Child): Promise<void> {
    const { signal } = this.#options;
    const registry = new Registry(this.url);
    const deadline = performance.now() + START_MS;
    for (;;) {
      try {
        await registry.subjects(signal);
        return;
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
      }
      if (!child.alive || performance.now() > deadline) throw await this.#describe(child);
      await wait(LOOK_EVERY_MS, signal);
    }
  }

  async #describe(child: Child): Promise<ProgramError> {
    const how = child.alive ? `does not answer after ${START_MS / 1_000} s` : "ended";
    child.kill("SIGKILL");
    await child.ended;
    const lines = await child.tail(LOG_LINES);
    const reason = lines.find((line) => /\bERROR\b|^Error|Exception:/.test(line)) ?? lines.at(-1);
    return new ProgramError(
      "registry_not_started",
      `Cannot start the schema registry: it ${how}: ${reason?.trim() ?? "it said nothing"}`,
      { remedy: "Look at the memory that is free (it needs 300 MB), and start again" },
    );
  }
}
