import type { Registry } from "prom-client";
import { ProgramError } from "./errors.ts";
import type { EventLog } from "./log.ts";
import { addProcessMetrics } from "./metrics.ts";

/** A program's answer about itself. */
export interface Probe {
  readonly ok: boolean;
  /** Stands beside `ok` in the JSON. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Options of {@linkcode startHttp}. */
export interface HttpOptions {
  /** 0: any free one. */
  readonly port: number | "off";
  readonly log: EventLog;
  /** Whether it makes progress: if not, start it again. */
  readonly health: () => Probe;
  /** Whether it takes part: connected, assigned. */
  readonly ready: () => Probe;
  /** Gets the metrics of the process added. */
  readonly registry: Registry;
}

/** A server that {@linkcode startHttp} has started. */
export interface HttpServer {
  /** undefined if it is off. */
  readonly port: number | undefined;
  close(): Promise<void>;
}

/** Containers are asked from outside, so every interface listens. */
const HOSTNAME = "0.0.0.0";

/**
 * Serves `/health` and `/ready` (JSON; 200, or 503 where not ok) and `/metrics` (Prometheus' text
 * format).
 *
 * @throws {ProgramError} Exit code 2, naming `HEALTH_PORT`: `http_port_taken`, `http_port_refused`
 * where the system or Deno does not allow it.
 */
export function startHttp(options: HttpOptions): HttpServer {
  const { port, log, registry } = options;
  if (port === "off") return { port: undefined, close: () => Promise.resolve() };
  addProcessMetrics(registry);
  const stop = new AbortController();
  const server = listen(port, stop.signal, (request) => answer(request, options));
  log.info("http_listening", { port: server.addr.port });
  return {
    port: server.addr.port,
    close: () => {
      stop.abort();
      return server.finished;
    },
  };
}

function listen(
  port: number,
  signal: AbortSignal,
  handler: (request: Request) => Response | Promise<Response>,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname: HOSTNAME, port, signal, handler, onListen: () => {} });
  } catch (error) {
    throw describeRefusal(port, error);
  }
}

function describeRefusal(port: number, cause: unknown): ProgramError {
  const options = { exitCode: 2, cause } as const;
  if (cause instanceof Deno.errors.AddrInUse) {
    return new ProgramError("http_port_taken", `Cannot listen on port ${port} as it is taken`, {
      ...options,
      remedy: "Set HEALTH_PORT (--health-port) to another port, to 0 for any free one, or to off",
    });
  }
  const state = cause instanceof Error ? cause.message : String(cause);
  return new ProgramError("http_port_refused", `Cannot listen on port ${port}: ${state}`, {
    ...options,
    remedy: cause instanceof Deno.errors.NotCapable
      ? `Start with --allow-net=${HOSTNAME}:${port}, or set HEALTH_PORT (--health-port) to off`
      : "Set HEALTH_PORT (--health-port) to a port from 1024 on, or to off",
  });
}

async function answer(request: Request, options: HttpOptions): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Only GET is answered\n", { status: 405, headers: { allow: "GET, HEAD" } });
  }
  switch (new URL(request.url).pathname) {
    case "/health":
      return describe(options.health);
    case "/ready":
      return describe(options.ready);
    case "/metrics": {
      const { registry } = options;
      return new Response(await registry.metrics(), {
        headers: { "content-type": registry.contentType },
      });
    }
    default:
      return new Response("There are /health, /ready and /metrics\n", { status: 404 });
  }
}

function describe(probe: () => Probe): Response {
  const { ok, detail } = probe();
  return Response.json({ ok, ...detail }, { status: ok ? 200 : 503 });
}
