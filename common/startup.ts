import type { KafkaClient } from "./kafka.ts";
import type { EventLog } from "./log.ts";
import { requireNet } from "./permissions.ts";
import type { ConnectionSettings } from "./shared_settings.ts";
import type { Obstacle } from "./startup_errors.ts";
import { type ConnectedCluster, lookAtCluster, type Wanted } from "./startup_look.ts";
import { wait, within } from "./wait.ts";

export type { ConnectedCluster } from "./startup_look.ts";

/** Collaborators and wishes of {@linkcode connectCluster}. */
export interface StartupOptions extends Wanted {
  readonly log: EventLog;
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 250;
/** A look is made of questions with time-outs of their own, seven of two seconds at most. */
const LONGEST_LOOK_MS = 20_000;
const SAY_EVERY_MS = 2_000;
/** Whoever starts the programs may create the topics at the same time. */
const TOPIC_PATIENCE_MS = 10_000;

/**
 * Waits until the cluster serves and has the topics, and says every two seconds what it waits for.
 * A missing topic is waited for ten seconds at most.
 *
 * @throws {ProgramError} After the startup timeout, and at once where waiting does not help. Codes:
 * `broker_unresolvable`, `broker_refused`, `broker_unreachable`, `broker_silent`, `broker_closed`,
 * `broker_not_kafka`, `tls_on_plain_port`, `plain_on_tls_port`, `tls_refused`,
 * `certificate_refused`, `cluster_other`, `cluster_not_ready`, `advertised_address_unusable`,
 * `brokers_too_few`, `topic_missing`, `net_permission_missing`.
 * @throws The signal's reason.
 */
export async function connectCluster(
  client: KafkaClient,
  connection: ConnectionSettings,
  options: StartupOptions,
): Promise<ConnectedCluster> {
  const { log, signal } = options;
  await requireNet(connection.brokers);
  const patience = new Patience(log, connection.startupTimeout);
  const late = new Error("The cluster answers too slowly");
  for (;;) {
    const look = lookAtCluster(connection, options);
    const found = await within(look, LONGEST_LOOK_MS, { late, signal });
    if ("clusterId" in found) {
      found.brokers.forEach((address) => client.breaker.know(address));
      // Nobody has counted partitions where no topic was asked for: 0 would be taken for a count.
      const told = options.topic === undefined ? { ...found, partitions: undefined } : found;
      log.info("cluster_connected", { ...told, waited: patience.waited });
      return found;
    }
    patience.endure(found);
    await wait(LOOK_EVERY_MS, signal);
  }
}

/** Decides how long an obstacle is waited for, and says so. */
class Patience {
  readonly #log: EventLog;
  readonly #started = performance.now();
  #deadline: number;
  #said = -Infinity;
  #isTopicMissing = false;

  constructor(log: EventLog, timeout: number) {
    this.#log = log;
    this.#deadline = this.#started + timeout;
  }

  /** Seconds. */
  get waited(): number {
    return Math.round(performance.now() - this.#started) / 1_000;
  }

  /** @throws {ProgramError} If it is waited no longer. */
  endure({ error, hopeless }: Obstacle): void {
    const now = performance.now();
    const { message: problem, remedy } = error;
    if (error.code === "topic_missing" && !this.#isTopicMissing) {
      this.#isTopicMissing = true;
      this.#deadline = Math.min(this.#deadline, now + TOPIC_PATIENCE_MS);
      this.#log.warn("topic_missing", { problem, remedy });
    }
    if (hopeless || now >= this.#deadline) throw error;
    if (now - this.#said < SAY_EVERY_MS) return;
    this.#said = now;
    this.#log.info("cluster_waiting", { waited: this.waited, problem, remedy });
  }
}
