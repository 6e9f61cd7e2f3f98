import { ProgramError } from "@kafka-sim/common/errors";
import { isSymbol } from "@kafka-sim/common/tick";

/** A symbol of the market. */
export interface SymbolSpec {
  /** As `isSymbol()` allows. */
  readonly symbol: string;
  /** Mean price over long spans. */
  readonly base: number;
  /** Standard deviation of the log returns from one day to the next: 0.02 for 2 %. */
  readonly dailyVolatility: number;
}

const FIELDS = 3;
const MIN_BASE = 0.1;
const MAX_BASE = 1_000_000;
const MAX_PERCENT = 25;
/** More lines in one message would help nobody. */
const MOST_PROBLEMS = 50;
const LONGEST_VALUE = 40;

/**
 * Reads a file of own symbols. One symbol per line: its name, its base price and its daily volatility
 * in percent, with commas between. What follows a `#` is a comment; empty lines do not count.
 *
 * ```text
 * # symbol, base price, daily volatility in percent
 * AAPL,150,2
 * BRK.B, 410.50, 1.1
 * ```
 *
 * A name has 1 to 12 capitals, digits, dots or hyphens, starts with a capital or digit and appears
 * once; the base is from 0.1 to 1,000,000, the volatility above 0 and at most 25.
 *
 * @throws {ProgramError} `symbols_invalid`, exit code 2, with every problem found: its line, the value
 * there and the rule.
 */
export function readSymbols(text: string): readonly SymbolSpec[] {
  const symbols: SymbolSpec[] = [];
  const problems: string[] = [];
  const lines = new Map<string, number>();
  for (const [at, line] of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).entries()) {
    const content = line.split("#", 1)[0]!.trim();
    if (content === "") continue;
    const fields = content.split(",").map((field) => field.trim());
    const wrong = checkFields(content, fields);
    const [symbol = "", base, percent] = fields;
    const before = lines.get(symbol);
    if (before !== undefined) wrong.push(`symbol ${quote(symbol)} is already in line ${before}`);
    else if (isSymbol(symbol)) lines.set(symbol, at + 1);
    problems.push(...wrong.map((problem) => `line ${at + 1}: ${problem}`));
    symbols.push({ symbol, base: Number(base), dailyVolatility: Number(percent) / 100 });
  }
  if (symbols.length === 0) problems.push("there is no symbol in it");
  if (problems.length > 0) throw invalid(problems);
  return symbols;
}

function checkFields(content: string, fields: readonly string[]): string[] {
  if (fields.length !== FIELDS) {
    return [`${quote(content)} must be a symbol, a base price and a daily volatility in percent`];
  }
  const [symbol, base, percent] = fields as [string, string, string];
  const problems: string[] = [];
  if (!isSymbol(symbol)) {
    problems.push(
      `symbol ${quote(symbol)} must be 1 to 12 capitals, digits, dots or hyphens, ` +
        "and start with a capital or digit",
    );
  }
  if (!(readNumber(base) >= MIN_BASE && readNumber(base) <= MAX_BASE)) {
    problems.push(`base price ${quote(base)} must be a number from ${MIN_BASE} to ${MAX_BASE}`);
  }
  if (!(readNumber(percent) > 0 && readNumber(percent) <= MAX_PERCENT)) {
    problems.push(
      `daily volatility ${quote(percent)} must be a number above 0, at most ${MAX_PERCENT}, ` +
        "in percent",
    );
  }
  return problems;
}

function readNumber(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
}

function quote(value: string): string {
  return JSON.stringify(
    value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value,
  );
}

function invalid(problems: readonly string[]): ProgramError {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const more = problems.length - shown.length;
  if (more > 0) shown.push(`and ${more} more`);
  return new ProgramError("symbols_invalid", `Cannot use the symbols: ${shown.join("; ")}`, {
    remedy: "Write each symbol on a line of its own like AAPL,150,2: " +
      "name, base price, daily volatility in percent",
    exitCode: 2,
  });
}
