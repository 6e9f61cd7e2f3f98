import { ProgramError } from "../errors.ts";
import type { EventLog } from "../log.ts";
import { requireNet } from "../permissions.ts";
import { wait as systemWait } from "../wait.ts";
import type { Registry } from "./registry.ts";
import { RegistryError } from "./registry_error.ts";

/** Options of {@linkcode awaitRegistry}. */
export interface AwaitOptions {
  readonly log: EventLog;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly startupTimeout: number;
  /**
   * Milliseconds since any moment.
   *
   * @default {performance.now}
   */
  readonly now?: () => number;
  /** @default {the system's} */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const TRY_EVERY_MS = 500;
const SAY_EVERY_MS = 2_000;

/**
 * Does what needs the registry, again and again while the registry cannot be reached, and says every
 * two seconds that it waits.
 *
 * @throws {ProgramError} `registry_unreachable` after the startup timeout; at once
 * `registry_not_recognised`, `registry_refused` and `net_permission_missing`.
 * @throws What `work` throws besides; the signal's reason.
 */
export async function awaitRegistry<T>(
  registry: Registry,
  work: () => Promise<T>,
  options: AwaitOptions,
): Promise<T> {
  const { log, signal, startupTimeout, now = () => performance.now(), wait = systemWait } = options;
  await requireNet([netAddress(registry.url)]);
  const started = now();
  let said = -Infinity;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      const failure = explain(registry.url, error);
      const waited = now() - started;
      if (error.problem !== "unreachable" || waited >= startupTimeout) throw failure;
      if (now() - said >= SAY_EVERY_MS) {
        said = now();
        const { message: problem, remedy } = failure;
        log.info("registry_waiting", { waited: Math.round(waited) / 1_000, problem, remedy });
      }
    }
    await wait(TRY_EVERY_MS, signal);
  }
}

/** What to do about it. */
export function explain(url: string, error: RegistryError): ProgramError {
  const { problem, message, cause } = error;
  const options = cause === undefined ? {} : { cause };
  if (problem === "unreachable") {
    return new ProgramError("registry_unreachable", `Cannot use the schema registry: ${message}`, {
      ...options,
      remedy: `Start the registry, or name another one than ${url} with --registry ` +
        "(SCHEMA_REGISTRY_URL)",
    });
  }
  if (problem === "nonsense") {
    return new ProgramError("registry_not_recognised", `Cannot use ${url}: ${message}`, {
      ...options,
      remedy: "Name the base of the registry's Confluent-compatible API with --registry " +
        "(SCHEMA_REGISTRY_URL): with Apicurio it ends with /apis/ccompat/v7",
      exitCode: 2,
    });
  }
  return new ProgramError("registry_refused", `Cannot use the schema registry: ${message}`, {
    ...options,
    remedy: `See whether ${url} wants a login, which kafka-sim does not have, and its log`,
  });
}

function netAddress(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}
