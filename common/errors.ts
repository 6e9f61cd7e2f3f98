/** An error that a user can act on: what happened, what to do next, and the exit code. */
export class ProgramError extends Error {
  /** Stable and made for programs, such as `topic_missing`. */
  readonly code: string;
  /** What to do next, one sentence. */
  readonly remedy: string;
  /** 1: it failed while running, 2: a setting must change. */
  readonly exitCode: 1 | 2;

  constructor(
    code: string,
    message: string,
    options: { readonly remedy: string; readonly exitCode?: 1 | 2; readonly cause?: unknown },
  ) {
    super(message, "cause" in options ? { cause: options.cause } : {});
    this.name = "ProgramError";
    this.code = code;
    this.remedy = options.remedy;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** An error as the log shows it; `cause` is followed, since kafkajs hides the real one there. */
export interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly code?: string | number;
  readonly type?: string;
  readonly remedy?: string;
  readonly cause?: ErrorDescription;
}

const DEPTH = 4;

/** Describes whatever was thrown. Never throws itself. */
export function describeError(error: unknown, depth: number = DEPTH): ErrorDescription {
  if (!(error instanceof Error)) return { name: "Unknown", message: String(error) };
  const { code, type, remedy } = error as Error & {
    code?: unknown;
    type?: unknown;
    remedy?: unknown;
  };
  const cause = depth > 1 && error.cause !== undefined && error.cause !== error;
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(typeof type === "string" ? { type } : {}),
    ...(typeof remedy === "string" ? { remedy } : {}),
    ...(cause ? { cause: describeError(error.cause, depth - 1) } : {}),
  };
}
