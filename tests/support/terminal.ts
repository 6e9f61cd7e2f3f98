import { cleanEnv } from "./program.ts";
import { until } from "./until.ts";

/** How a {@linkcode TestTerminal} is made. */
export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** What came at once, and when, in milliseconds of `performance.now()`. */
export interface Chunk {
  readonly time: number;
  readonly text: string;
}

/**
 * A program on a terminal of its own, a real pseudo-terminal made by `script`: what is typed goes
 * through the system's line discipline, so that Ctrl-C is a signal to the whole foreground group. It
 * is closed when this test ends.
 */
export class TestTerminal {
  /** All that was shown so far. */
  readonly chunks: Chunk[] = [];
  readonly ended: Promise<Deno.CommandStatus>;
  readonly #script: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  #status: Deno.CommandStatus | undefined;

  constructor(command: readonly string[], options: TerminalOptions) {
    const { columns, rows, env = {} } = options;
    const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
    // Its name is the first line.
    const line = `stty rows ${rows} cols ${columns}; tty; exec ${quoted}`;
    this.#script = new Deno.Command("script", {
      args: Deno.build.os === "darwin"
        ? ["-q", "/dev/null", "sh", "-c", line]
        : ["--quiet", "--flush", "--return", "--command", line, "/dev/null"],
      env: { TERM: "xterm-256color", ...cleanEnv(), ...env },
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#keys = this.#script.stdin.getWriter();
    const shown = this.#read();
    this.ended = shown.then(() => this.#script.status).then((status) => this.#status = status);
  }

  /** All that was shown so far, in one, without what only steers the terminal. */
  get text(): string {
    // deno-lint-ignore no-control-regex -- ECMA-48 control sequences
    return this.chunks.map(({ text }) => text).join("").replace(/\x1b\[[\d;?]*[A-Za-z]/g, "");
  }

  /** Types; `\x03` is Ctrl-C. */
  async type(keys: string): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(keys));
  }

  /** Changes its size; its programs get SIGWINCH. */
  async resize(columns: number, rows: number): Promise<void> {
    const [device = ""] = this.text.split("\r\n");
    const size = ["rows", String(rows), "cols", String(columns)];
    const flag = Deno.build.os === "darwin" ? "-f" : "-F";
    const { success } = await new Deno.Command("stty", { args: [flag, device, ...size] }).output();
    if (!success) throw new Error(`Cannot resize "${device}"`);
  }

  /** Closes the window: the terminal is gone, and its programs get SIGHUP. */
  close(): void {
    try {
      this.#script.kill("SIGKILL");
    } catch {
      // It has already ended.
    }
  }

  /** Waits until this was shown. */
  async shows(pattern: RegExp, seconds: number = 30): Promise<void> {
    const found = await until(
      `${pattern} on the terminal`,
      seconds,
      () => pattern.test(this.text) && "shown" || this.#status && "ended",
    ).catch((cause) => {
      throw new Error(`Not shown ${pattern}, but:\n${this.text.slice(-4000)}`, { cause });
    });
    if (found === "shown") return;
    throw new Error(`It ended before it showed ${pattern}:\n${this.text.slice(-4000)}`);
  }

  /** Waits for the end of the program. */
  async end(seconds: number): Promise<Deno.CommandStatus> {
    return await until("the end of the program", seconds, () => this.#status).catch((cause) => {
      throw new Error(`It has not ended, but shown:\n${this.text.slice(-4000)}`, { cause });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.#keys.abort().catch(() => {});
    await this.ended;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoderStream() as TransformStream<Uint8Array, string>;
    for await (const text of this.#script.stdout.pipeThrough(decoder)) {
      this.chunks.push({ time: performance.now(), text });
    }
  }
}
