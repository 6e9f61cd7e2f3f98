/** What a tool printed, and how it ended. */
export interface ToolResult {
  readonly success: boolean;
  /** 127: there is no such tool. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of {@linkcode runTool}. */
export interface ToolOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Written to the tool's stdin. */
  readonly input?: string;
  /** Kills the tool. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a tool of this machine to its end. It goes through `sh`, the one program that this part may
 * start: which tools there are and where is only known when it runs.
 */
export async function runTool(
  command: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  const child = new Deno.Command("sh", {
    args: ["-c", 'exec "$@"', "sh", ...command],
    env: options.env ?? {},
    stdin: options.input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    ...(options.signal ? { signal: options.signal } : {}),
  }).spawn();
  if (options.input !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(options.input));
    await writer.close();
  }
  const { success, code, stdout, stderr } = await child.output();
  options.signal?.throwIfAborted();
  const decoder = new TextDecoder();
  return { success, code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
