import process from "node:process";
import type { logCreator } from "kafkajs";
import type { EventLog } from "./log.ts";

/**
 * kafkajs' own log as `kafka_client` events at level DEBUG, whatever kafkajs calls them: each of its
 * errors is retried or reaches our code, which knows what it means and says so once.
 */
export function createClientLog(log: EventLog): logCreator {
  return () => ({ namespace, label, log: { timestamp: _, logger: __, message, ...fields } }) => {
    log.debug("kafka_client", { namespace, severity: label, message, ...fields });
  };
}

/**
 * Puts the runtime's warnings into the event log. kafkajs sets timers in the past, and the
 * `TimeoutNegativeWarning` that this earns would stand on stderr as something that is not JSON.
 */
export function logWarnings(log: EventLog): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    log.debug("kafka_client", { namespace: "runtime", severity: name, message });
  });
}
