/**
 * What went wrong with a registry.
 * - `unreachable`: no answer, or one that says that it cannot serve now; it may pass.
 * - `nonsense`: an answer that no registry gives: another server, or something in between.
 * - `refused`: the registry's own no.
 */
export type RegistryProblem = "nonsense" | "refused" | "unreachable";

/** A question to a registry that came to nothing. */
export class RegistryError extends Error {
  readonly problem: RegistryProblem;
  /** The registry's own `error_code`, such as 40403 for an unknown id. */
  readonly errorCode: number | undefined;

  constructor(
    problem: RegistryProblem,
    message: string,
    options: { readonly errorCode?: number; readonly cause?: unknown } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : {});
    this.name = "RegistryError";
    this.problem = problem;
    this.errorCode = options.errorCode;
  }
}
