/** What a step came to. */
export interface StepResult {
  /** Test cases. A step without any counts only where it fails. */
  readonly passed: number;
  readonly failed: number;
  /** What it printed. */
  readonly output: string;
}

const SUMMARY = /^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/gm;

/**
 * Runs one Deno command to its end and counts the test cases in its output. A command that fails
 * without a failed test case, as by a crash, counts as one.
 */
export async function runStep(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
    /** Seconds. */
    readonly limit: number;
  },
): Promise<StepResult> {
  const late = AbortSignal.timeout(options.limit * 1000);
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: options.cwd,
    // What tests start has whoever starts it for its launcher, if any.
    env: { ...options.env, NO_COLOR: "1", KAFKA_SIM_LAUNCHER: "" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const end = () => kill(child);
  const over = AbortSignal.any([late, options.signal]);
  over.addEventListener("abort", end);
  if (over.aborted) end();
  // One after the other as they come: a failure reads as it would on a terminal.
  let output = "";
  const read = async (stream: ReadableStream<Uint8Array>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) output += text;
  };
  await Promise.all([read(child.stdout), read(child.stderr)]);
  const { success } = await child.status;
  over.removeEventListener("abort", end);
  if (late.aborted) output += `\nIt has hung: it may take ${options.limit} s`;
  return { ...count(output, success), output };
}

/** Counts from the summaries that `deno test` prints. */
export function count(output: string, success: boolean): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const [, ok, bad] of output.matchAll(SUMMARY)) {
    passed += Number(ok);
    failed += Number(bad);
  }
  // Tests that all were left out have proven nothing.
  const isEmpty = passed === 0 && SUMMARY.test(output);
  SUMMARY.lastIndex = 0;
  return { passed, failed: success && !isEmpty ? failed : Math.max(1, failed) };
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}
