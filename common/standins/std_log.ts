/**
 * Stands in for `jsr:@std/log@0.224.14` where JSR cannot be reached: the same names and behaviour,
 * of which it has only what `common/log.ts` uses.
 * Source of the behaviour: https://jsr.io/@std/log/doc
 */
const LEVELS = { NOTSET: 0, DEBUG: 10, INFO: 20, WARN: 30, ERROR: 40, CRITICAL: 50 } as const;

/** The name of a level. */
export type LevelName = keyof typeof LEVELS;

/** One logged message with its arguments and metadata. */
export class LogRecord {
  readonly msg: string;
  readonly args: unknown[];
  readonly datetime = new Date();
  readonly level: number;
  readonly levelName: LevelName;
  readonly loggerName: string;

  constructor(options: { msg: string; args: unknown[]; level: LevelName; loggerName: string }) {
    this.msg = options.msg;
    this.args = options.args;
    this.level = LEVELS[options.level];
    this.levelName = options.level;
    this.loggerName = options.loggerName;
  }
}

/** Formats records at or above its level and hands the text to `log()`. */
export abstract class BaseHandler {
  readonly #level: number;
  readonly #format: (record: LogRecord) => string;

  constructor(levelName: LevelName, options: { formatter: (record: LogRecord) => string }) {
    this.#level = LEVELS[levelName];
    this.#format = options.formatter;
  }

  handle(record: LogRecord): void {
    if (record.level >= this.#level) this.log(this.#format(record));
  }

  abstract log(text: string): void;
}

/** Passes what is at or above its level on to its handlers. */
export class Logger {
  readonly #name: string;
  readonly #level: number;
  readonly #handlers: readonly BaseHandler[];

  constructor(name: string, levelName: LevelName, options: { handlers: BaseHandler[] }) {
    this.#name = name;
    this.#level = LEVELS[levelName];
    this.#handlers = options.handlers;
  }

  debug(msg: string, ...args: unknown[]): void {
    this.#log("DEBUG", msg, args);
  }

  info(msg: string, ...args: unknown[]): void {
    this.#log("INFO", msg, args);
  }

  warn(msg: string, ...args: unknown[]): void {
    this.#log("WARN", msg, args);
  }

  error(msg: string, ...args: unknown[]): void {
    this.#log("ERROR", msg, args);
  }

  #log(level: LevelName, msg: string, args: unknown[]): void {
    if (LEVELS[level] < this.#level) return;
    const record = new LogRecord({ msg, args, level, loggerName: this.#name });
    for (const handler of this.#handlers) handler.handle(record);
  }
}
