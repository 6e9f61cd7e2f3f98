import { fileURLToPath } from "node:url";
import { ProgramError } from "@kafka-sim/common/errors";
import { freePorts } from "../kafka/ports.ts";
import { withProgress } from "../kafka/progress.ts";
import type { KafkaSource, SourceOptions } from "../kafka_source.ts";
import type { DevSettings } from "../settings.ts";
import { type Docker, ensureImage, localDocker, requireDocker } from "./docker.ts";
import { DockerBroker } from "./docker_broker.ts";

const FILE = fileURLToPath(new URL("../../compose.yaml", import.meta.url));
const PORT_TRIES = 5;

/**
 * Runs the broker of `compose.yaml` for this run, which its guard takes away with all else.
 *
 * @throws {ProgramError} If Docker is not there or cannot do what is asked for.
 */
export async function startInDocker(
  { run, settings, signal, progress, onAddresses }: SourceOptions,
  docker: Docker = localDocker,
): Promise<KafkaSource> {
  const options = { docker, signal, progress };
  await requireDocker(options);
  refuseUnfit(settings);
  await ensureImage(FILE, options);
  for (let tries = 1;; tries++) {
    const [port] = freePorts(1) as [number];
    try {
      const broker = await withProgress(
        progress,
        "Starting Kafka in Docker",
        () => DockerBroker.start({ run, file: FILE, port, signal }),
      );
      const brokers = [broker.address];
      onAddresses(brokers);
      const close = () => broker.close();
      return { brokers, embedded: undefined, failed: broker.failed, close };
    } catch (error) {
      const isTaken = error instanceof ProgramError && error.code === "port_taken";
      if (!isTaken || tries === PORT_TRIES) throw error;
    }
  }
}

/** @throws {ProgramError} `docker_unfit`, for what takes a Kafka that runs on Java here. */
function refuseUnfit({ cluster, keep, registry }: DevSettings): void {
  const asked = [
    cluster === 3 && "--cluster 3",
    keep !== undefined && "--keep",
    registry && "--registry",
  ].filter((flag) => flag !== false);
  if (asked.length === 0) return;
  throw new ProgramError(
    "docker_unfit",
    `Kafka in Docker is one broker whose data goes with it, which cannot do ${asked.join(", ")}`,
    { remedy: `Leave out ${asked.join(", ")}; or install Java 17 or newer, or Python 3 with pip` },
  );
}
