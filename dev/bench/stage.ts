import { ProgramError } from "@kafka-sim/common/errors";
import type { Child } from "../guard/child.ts";
import type { Run } from "../guard/run.ts";
import type { EmbeddedKafka } from "../kafka/embedded.ts";
import type { KafkaInstall } from "../kafka/install_kafka.ts";
import { programCommand, type ProgramFolder } from "../programs.ts";
import type { Measurement } from "./measurement.ts";
import { cpuSecondsOf } from "./usage.ts";
import { UsageWatch } from "./usage_watch.ts";

/** Options of {@linkcode Stage}. */
export interface StageOptions {
  readonly run: Run;
  readonly kafka: EmbeddedKafka;
  readonly install: KafkaInstall;
  /** The map where JSR cannot be reached, else "". */
  readonly importMap: string;
  readonly signal: AbortSignal;
}

/** What a contestant did, by its own clock. */
export type OwnFigures = Pick<Measurement, "records" | "seconds">;

const TAIL_LINES = 15;

/** Where the contestants run, one at a time: the cluster, and what they are started from. */
export class Stage {
  readonly #options: StageOptions;
  #count = 0;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  /** `host:port,host:port`. */
  get brokers(): string {
    return this.#options.kafka.brokers.join(",");
  }

  get install(): KafkaInstall {
    return this.#options.install;
  }

  /** Aborted to end everything. */
  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /** The file of values that those send which make none. */
  get payload(): string {
    return `${this.#options.run.folder}/payload.txt`;
  }

  /** Runs a program of the project with the permissions that it publishes. */
  async program(
    folder: ProgramFolder,
    args: readonly string[],
    read: (child: Child) => Promise<OwnFigures>,
  ): Promise<Measurement> {
    const command = await programCommand(folder, args, this.#options.importMap);
    return await this.command(folder.replaceAll("/", "-"), command, read);
  }

  /**
   * Runs a command to its end; `read` waits for its figures and sees to it that it ends.
   *
   * @throws {ProgramError} If it ends by itself and not well.
   * @throws The signal's reason.
   */
  async command(
    name: string,
    command: readonly string[],
    read: (child: Child) => Promise<OwnFigures>,
  ): Promise<Measurement> {
    const { run, kafka, signal } = this.#options;
    signal.throwIfAborted();
    const pids = kafka.nodes.flatMap(({ pid }) => pid ?? []);
    const before = await cpuSecondsOf(pids);
    const child = run.spawn(`${name}-${++this.#count}`, command, {
      env: { KAFKA_SIM_LAUNCHER: String(Deno.pid) },
    });
    const usage = new UsageWatch(child.pid);
    const kill = () => child.kill("SIGKILL");
    signal.addEventListener("abort", kill);
    try {
      const figures = await Promise.race([read(child), endedBadly(child)]);
      await Promise.race([child.ended, endedBadly(child)]);
      const { cpuSeconds, peakBytes } = usage;
      return {
        ...figures,
        ...{ cpuSeconds, peakBytes },
        brokerCpuSeconds: await cpuSecondsOf(pids) - before,
      };
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", kill);
      usage.close();
      kill();
      await child.ended;
    }
  }
}

/** Never resolves; rejects when the process ends with anything but success. */
async function endedBadly(child: Child): Promise<never> {
  const { success, code, signal } = await child.ended;
  if (success) return await new Promise<never>(() => {});
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  const tail = (await child.tail(TAIL_LINES)).join("\n");
  throw new ProgramError("program_ended", `Cannot measure ${child.name}: it ${how}\n${tail}`, {
    remedy: "Read what it wrote, above",
  });
}
