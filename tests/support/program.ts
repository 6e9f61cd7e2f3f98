import { programCommand, type ProgramFolder } from "../../dev/programs.ts";
import { until } from "./until.ts";

/** A line of stderr, read. */
export interface LoggedEvent {
  readonly event: string;
  readonly level: string;
  readonly [field: string]: unknown;
}

/** How a program is started. */
export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /**
   * The whole command, for other permissions than the published ones.
   *
   * @default {the program with its published permissions}
   */
  readonly command?: readonly string[];
}

/** Only these reach a program under test: whoever runs the tests may have set others. */
const KEPT = [
  ...["DENO_DIR", "DENO_CERT", "DENO_TLS_CA_STORE", "HOME", "JAVA_HOME", "NPM_CONFIG_REGISTRY"],
  ...["KAFKA_SIM_ARCHIVE", "KAFKA_SIM_CACHE", "KAFKA_SIM_IMPORT_MAP", "PATH", "XDG_CACHE_HOME"],
];

/** This process's environment as far as programs under test get it. */
export function cleanEnv(): Record<string, string> {
  return Object.fromEntries(
    KEPT.flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** One of the project's programs, started as its users start it. It ends when this test ends. */
export class TestProgram {
  /** Events so far. */
  readonly events: LoggedEvent[] = [];
  /** All that it printed on stdout so far. */
  stdout = "";
  /** All that it printed on stderr so far. */
  stderr = "";
  readonly ended: Promise<Deno.CommandStatus>;
  readonly #child: Deno.ChildProcess;
  #rest = "";
  #hasEnded = false;

  private constructor(command: readonly string[], env: Readonly<Record<string, string>>) {
    const [program = "", ...args] = command;
    this.#child = new Deno.Command(program, {
      args,
      env: { ...cleanEnv(), ...env, KAFKA_SIM_LAUNCHER: String(Deno.pid) },
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const reads = [
      read(this.#child.stdout, (text) => this.stdout += text),
      read(this.#child.stderr, (text) => this.#take(text)),
    ];
    this.ended = Promise.all(reads).then(() => this.#child.status).finally(() => {
      this.#hasEnded = true;
    });
  }

  static async start(
    folder: ProgramFolder,
    args: readonly string[],
    options: ProgramOptions = {},
  ): Promise<TestProgram> {
    const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP") ?? "";
    const command = options.command ?? await programCommand(folder, args, map);
    return new TestProgram(command, options.env ?? {});
  }

  get pid(): number {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Waits for the first event of this name. */
  async event(name: string, seconds: number = 30): Promise<LoggedEvent> {
    const found = await until(
      () => `${name}; so far:\n${this.stderr}`,
      seconds,
      () => this.events.find(({ event }) => event === name) ?? (this.#hasEnded && "ended"),
    );
    if (found === "ended") throw new Error(`It ended before ${name}:\n${this.stderr}`);
    return found;
  }

  /** Waits for its end. */
  async end(seconds: number = 60): Promise<Deno.CommandStatus> {
    let status: Deno.CommandStatus | undefined;
    this.ended.then((ended) => status = ended);
    return await until(
      () => `the end of the program; so far:\n${this.stderr}`,
      seconds,
      () => status,
    );
  }

  /** Asks it to end, and waits. */
  async stop(seconds: number = 45): Promise<Deno.CommandStatus> {
    this.kill("SIGTERM");
    return await this.end(seconds);
  }

  kill(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch {
      // It has already ended.
    }
  }

  /** The sum of a metric over its labels; undefined while the program does not serve it yet. */
  async metric(name: string): Promise<number | undefined> {
    const values = [...(await this.metrics(name)).values()];
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : undefined;
  }

  /** A metric by its labels, as they are written; empty while the program does not serve it yet. */
  async metrics(name: string): Promise<ReadonlyMap<string, number>> {
    const port = this.events.find(({ event }) => event === "http_listening")?.port;
    if (port === undefined) return new Map();
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const lines = text.matchAll(new RegExp(`^${name}(?:\\{(.*?)\\})? (\\S+)$`, "gm"));
    return new Map([...lines].map(([, labels = "", value]) => [labels, Number(value)]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("SIGKILL");
    await this.ended;
  }

  #take(text: string): void {
    this.stderr += text;
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      try {
        this.events.push(JSON.parse(line));
      } catch {
        // No event, such as a warning of Deno's; it stays in stderr.
      }
    }
  }
}

async function read(
  stream: ReadableStream<Uint8Array>,
  take: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoderStream() as TransformStream<Uint8Array, string>;
  for await (const text of stream.pipeThrough(decoder)) take(text);
}
