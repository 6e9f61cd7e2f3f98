import type { Run } from "../guard/run.ts";
import { type KafkaNode, openRun, startKafka } from "../kafka/embedded.ts";
import type { Progress } from "../kafka/progress.ts";
import { Relays } from "./relay/relays.ts";

/** A Kafka for drills. */
export interface Lab {
  /** What is started for drills belongs to it, so that it ends with it. */
  readonly run: Run;
  readonly brokers: readonly string[];
  /** Empty where Kafka was not started here. */
  readonly nodes: readonly KafkaNode[];
  readonly relays: Relays | undefined;
  /** Folder of the nodes' data, `node-1` and so on; undefined where Kafka was not started here. */
  readonly data: string | undefined;
  /** Ends everything. */
  close(): Promise<void>;
}

/** Options of {@linkcode openLab}. */
export interface LabOptions {
  /** Use this running Kafka instead of starting one. */
  readonly kafka: readonly string[] | undefined;
  /** Whether relays stand before the nodes. */
  readonly isRelayed: boolean;
  /** Milliseconds; undefined: Kafka's own. */
  readonly sessionTimeout: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Starts three nodes that are broker and controller each.
 *
 * @throws {ProgramError} If there is no way to it, with the remedy.
 */
export async function openLab(options: LabOptions): Promise<Lab> {
  const { kafka, sessionTimeout, progress, signal } = options;
  const run = await openRun();
  if (kafka) {
    const close = () => run.close();
    return { run, brokers: kafka, nodes: [], relays: undefined, data: undefined, close };
  }
  const relays = options.isRelayed ? new Relays() : undefined;
  const close = async () => {
    await run.close();
    relays?.[Symbol.dispose]();
  };
  try {
    const { brokers, nodes, dataDir } = await startKafka({
      ...{ nodes: 3, run, progress, signal },
      ...(relays ? { fronts: (ports) => relays.front(ports) } : {}),
      ...(sessionTimeout === undefined ? {} : { sessionTimeout }),
    });
    return { run, brokers, nodes, relays, data: dataDir, close };
  } catch (error) {
    await close();
    throw error;
  }
}
