import process from "node:process";
import kafkajs, { type logCreator, type Logger } from "kafkajs";
import type { EventLog } from "./log.ts";

/** What kafkajs logs at DEBUG for each fetch of a consumer that has been stopped. */
const STRAY_FETCH = { namespace: "Runner", message: "consumer not running, exiting" } as const;

/**
 * kafkajs' own log as `kafka_client` events at level DEBUG, whatever kafkajs calls them: each of its
 * errors is retried or reaches our code, which knows what it means and says so once.
 */
export function createClientLog(log: EventLog): logCreator {
  return () =>
  ({ namespace, level, label, log: { timestamp: _, logger: __, message, ...fields } }) => {
    const isStray = level === kafkajs.logLevel.DEBUG && namespace === STRAY_FETCH.namespace &&
      message === STRAY_FETCH.message;
    if (isStray) throw new Error("The consumer has been stopped");
    log.debug("kafka_client", { namespace, severity: label, message, ...fields });
  };
}

/**
 * To be called before a consumer is stopped. kafkajs 2.2.4 makes new fetchers when the brokers change,
 * as soon as the old ones have ended; where the stop comes in between, nobody stops the new ones. Each
 * of their fetches returns nothing at once, so they go round for ever, and no timer or signal of the
 * process gets a turn any more. All they do is log at level DEBUG: `createClientLog()` makes an error
 * of that, which ends them in order.
 */
export function endStrayFetchers(client: { logger(): Logger }): void {
  client.logger().setLogLevel(kafkajs.logLevel.DEBUG);
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
