import type { Fault, FaultRequest, Status } from "./contract.ts";
import { Allowance } from "./allowance.ts";
import { type Mark, readFault, readMark, RequestError } from "./requests.ts";

/** What the requests act on. */
export interface Controlled {
  status(): Status;
  mark(mark: Mark): void;
  /** Returns all that was said of the fault; undefined if another one was declared before. */
  fault(request: FaultRequest): Fault | undefined;
  stop(): void;
}

/** Options of {@linkcode startControl}. */
export interface ControlOptions {
  readonly hostname: string;
  /** 0: any free one. */
  readonly port: number;
  readonly controlled: Controlled;
}

const MOST_BYTES = 64 * 1024;
/** Of marks, of posts about the fault, and of the kills that they name. */
const MOST = 1_000;
/** A body that comes more slowly is not waited for. */
const BODY_MS = 5_000;

/** Serves what `contract.ts` describes. Throws what `Deno.serve` throws. */
export function startControl(
  { hostname, port, controlled }: ControlOptions,
): { readonly port: number; close(): Promise<void> } {
  const stop = new AbortController();
  const allowed: Allowed = {
    marks: new Allowance(MOST, "marks"),
    faults: new Allowance(MOST, "posts about its fault"),
    kills: new Allowance(MOST, "kills"),
  };
  const options = { hostname, port, signal: stop.signal, onListen: () => {} };
  const server = Deno.serve(options, async (request) => {
    try {
      return await answer(request, controlled, allowed);
    } catch (error) {
      if (error instanceof RequestError) return refuse(error.status, error.message);
      throw error;
    }
  });
  // Answers take no time; whoever is still sending a body then is not waited for.
  const close = () => {
    stop.abort();
    return server.finished;
  };
  return { port: server.addr.port, close };
}

/** What is still taken; all of it is kept in memory and shown in the report. */
interface Allowed {
  readonly marks: Allowance;
  readonly faults: Allowance;
  readonly kills: Allowance;
}

async function answer(
  request: Request,
  controlled: Controlled,
  allowed: Allowed,
): Promise<Response> {
  // A page in a browser may send requests to loopback, too; it cannot do so without this header.
  if (request.headers.has("origin")) return refuse(403, "Browsers may not steer a run");
  switch (`${request.method} ${new URL(request.url).pathname}`) {
    case "GET /status":
      return Response.json(controlled.status());
    case "POST /mark": {
      const mark = readMark(await readBody(request), Date.now());
      allowed.marks.use();
      controlled.mark(mark);
      return Response.json({ ...mark, time: new Date(mark.time).toISOString() });
    }
    case "POST /fault": {
      const news = readFault(await readBody(request));
      allowed.kills.use(news.kills?.length ?? 0);
      allowed.faults.use();
      const fault = controlled.fault(news);
      return fault ? Response.json(fault) : refuse(409, "A run has one fault, and it is another");
    }
    case "POST /stop":
      await request.body?.cancel();
      controlled.stop();
      return Response.json({}, { status: 202 });
    default:
      return refuse(404, "There are GET /status, POST /mark, POST /fault and POST /stop");
  }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError("The body must be JSON");
  }
}

/** Reads no more than a body may have, for no longer than it may take. */
async function readText(request: Request): Promise<string> {
  const reader = (request.body ?? new Blob().stream()).getReader();
  const late = setTimeout(() => void reader.cancel(), BODY_MS);
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (text.length > MOST_BYTES) throw new RequestError("The body is too long");
    }
    return text;
  } finally {
    clearTimeout(late);
    await reader.cancel();
  }
}

function refuse(status: number, problem: string): Response {
  return Response.json({ problem }, { status });
}
