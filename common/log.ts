import { BaseHandler, type LevelName, Logger, type LogRecord } from "@std/log";
import { describeError } from "./errors.ts";
import type { EventName } from "./events.ts";

/** The levels a program can be set to. */
export const LOG_LEVELS = ["DEBUG", "INFO", "WARN", "ERROR"] as const;

/** One of {@linkcode LOG_LEVELS}. */
export type LogLevel = typeof LOG_LEVELS[number];

type Fields = Readonly<Record<string, unknown>>;

/** Writes events of the fixed vocabulary, one a line. */
export interface EventLog {
  debug(event: EventName, fields?: Fields): void;
  info(event: EventName, fields?: Fields): void;
  warn(event: EventName, fields?: Fields): void;
  error(event: EventName, fields?: Fields): void;
}

/** Options of {@linkcode openLog}. */
export interface LogOptions {
  /** Stands in each line as `program`. */
  readonly program: string;
  /** What lies below is left out. */
  readonly level: LogLevel;
  /**
   * Takes a line with its line end.
   *
   * @default {writes to stderr}
   */
  readonly write?: (line: string) => void;
  /**
   * Whether a person reads along: then a line is `10:30:00 WARN  topic_missing  problem: …` in local
   * time. Programs get JSON.
   *
   * @default {whether stderr is a terminal}
   */
  readonly isTerminal?: boolean;
}

/** `ConsoleHandler` would write to stdout, which belongs to the reader of the data. */
class StderrHandler extends BaseHandler {
  readonly #write: (line: string) => void;

  constructor(level: LevelName, formatter: (record: LogRecord) => string, options: LogOptions) {
    super(level, { formatter });
    this.#write = options.write ?? writeToStderr;
  }

  override log(text: string): void {
    this.#write(`${text}\n`);
  }
}

/**
 * Opens the event log:
 * `{"time":"2026-01-15T10:30:00.123Z","level":"INFO","program":"producer","event":"…",…}`.
 * Errors among the fields become `{name, message, code}`, big integers text.
 * The one importer of `@std/log`.
 */
export function openLog(options: LogOptions): EventLog {
  const isTerminal = options.isTerminal ?? Deno.stderr.isTerminal();
  const format = (record: LogRecord) =>
    isTerminal ? formatText(record) : formatLine(options.program, record);
  const handlers = [new StderrHandler(options.level, format, options)];
  const logger = new Logger(options.program, options.level, { handlers });
  return {
    debug: (event, fields = {}) => void logger.debug(event, fields),
    info: (event, fields = {}) => void logger.info(event, fields),
    warn: (event, fields = {}) => void logger.warn(event, fields),
    error: (event, fields = {}) => void logger.error(event, fields),
  };
}

function formatLine(program: string, record: LogRecord): string {
  const head = {
    time: record.datetime.toISOString(),
    level: record.levelName,
    program,
    event: record.msg,
  };
  return toJson({ ...head, ...record.args[0] as Fields });
}

function formatText({ datetime, levelName, msg, args }: LogRecord): string {
  const time = datetime.toTimeString().slice(0, "10:30:00".length);
  const fields = Object.entries(args[0] as Fields).filter(([, value]) => value !== undefined);
  const words = fields.map(([name, value]) =>
    `  ${name}: ${typeof value === "string" ? value : toJson(value)}`
  );
  return `${time} ${levelName.padEnd(5)} ${msg}${words.join("")}`;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, value) => {
    if (value instanceof Error) return describeError(value);
    return typeof value === "bigint" ? value.toString() : value;
  });
}

function writeToStderr(line: string): void {
  const bytes = new TextEncoder().encode(line);
  try {
    for (let done = 0; done < bytes.length;) done += Deno.stderr.writeSync(bytes.subarray(done));
  } catch {
    // Nobody listens any more, as after a closed terminal: a log must not end the program.
  }
}
