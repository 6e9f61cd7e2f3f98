import { RegistryError } from "./registry_error.ts";

/** A question in HTTP. */
export interface Question {
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait for the whole answer. */
  readonly timeout: number;
}

const MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
/** A schema of a tick has some hundred bytes; a server that answers for ever must not fill the memory. */
const LONGEST_ANSWER = 1_000_000;

/**
 * Asks a registry and resolves to its answer's JSON.
 *
 * @throws {RegistryError} If there is no answer, or none of a registry, or if it is no.
 * @throws The signal's reason.
 */
export async function exchange(address: string, question: Question): Promise<unknown> {
  const { method = "GET", body, signal, timeout } = question;
  const patience = AbortSignal.timeout(timeout);
  let status: number;
  let text: string;
  try {
    const response = await fetch(address, {
      method,
      headers: { "accept": MEDIA_TYPE, "content-type": MEDIA_TYPE },
      ...body === undefined ? {} : { body: JSON.stringify(body) },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    status = response.status;
    text = await readText(response);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof RegistryError) throw error;
    const state = patience.aborted ? `no answer in ${timeout / 1_000} s` : innermost(error);
    throw new RegistryError("unreachable", `${address} cannot be reached: ${state}`, {
      cause: error,
    });
  }
  return judge(address, status, text);
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_ANSWER) {
      throw new RegistryError("nonsense", `${response.url} answers without end`);
    }
  }
  return text;
}

function judge(address: string, status: number, text: string): unknown {
  if (status >= 500 || status === 429) {
    throw new RegistryError("unreachable", `${address} cannot serve now: HTTP ${status}`);
  }
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    const start = JSON.stringify(text.slice(0, 60));
    throw new RegistryError("nonsense", `${address} answers ${status} with ${start}, no JSON`);
  }
  if (status < 300) return answer;
  const { error_code: errorCode, message } = Object(answer);
  if (typeof errorCode !== "number") {
    throw new RegistryError("nonsense", `${address} answers ${status}, and not as a registry does`);
  }
  throw new RegistryError("refused", `The registry says: ${message}`, { errorCode });
}

/** The cause of the causes says what happened. */
function innermost(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? inner.message : String(inner);
}
