import { deepEqual, equal, match, ok } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import { readSymbols } from "./symbols.ts";

function refusal(text: string): ProgramError {
  try {
    readSymbols(text);
  } catch (error) {
    if (error instanceof ProgramError) return error;
    throw error;
  }
  throw new Error("The symbols were taken");
}

Deno.test("readSymbols() reads a symbol per line, with comments and empty lines between", () => {
  const text = "\uFEFF# mine\r\nBRK.B, 410.50, 1.1 # insurer\n\n  \n7-X,.5,25\nBIG,1e6,0.01";
  deepEqual(readSymbols(text), [
    { symbol: "BRK.B", base: 410.5, dailyVolatility: 1.1 / 100 },
    { symbol: "7-X", base: 0.5, dailyVolatility: 0.25 },
    { symbol: "BIG", base: 1_000_000, dailyVolatility: 0.01 / 100 },
  ]);
});

Deno.test("readSymbols() tells all that is wrong at once: line, value and rule", () => {
  const { code, exitCode, message, remedy } = refusal([
    "AAPL,150,2",
    "aapl,150,2",
    "B,0,2",
    "C,2000000,2",
    "D,ten,2",
    "E,10,0",
    "F,10,25.1",
    "G,10,2%",
    "H,10",
    "AAPL,-1,",
    "# fine",
    "I,10,2",
  ].join("\n"));
  deepEqual([code, exitCode], ["symbols_invalid", 2]);
  match(remedy, /AAPL,150,2/);
  const problems = message.replace("Cannot use the symbols: ", "").split("; ");
  const found = problems.map((problem) => /^line (\d+): (.*?"[^"]*")/.exec(problem)?.slice(1));
  deepEqual(found, [
    ["2", 'symbol "aapl"'],
    ["3", 'base price "0"'],
    ["4", 'base price "2000000"'],
    ["5", 'base price "ten"'],
    ["6", 'daily volatility "0"'],
    ["7", 'daily volatility "25.1"'],
    ["8", 'daily volatility "2%"'],
    ["9", '"H,10"'],
    ["10", 'base price "-1"'],
    ["10", 'daily volatility ""'],
    ["10", 'symbol "AAPL"'],
  ]);
  match(message, /symbol "AAPL" is already in line 1/);
});

Deno.test("readSymbols() refuses a file without any symbol", () => {
  for (const text of ["", "\n\n", "# AAPL,150,2\n"]) {
    match(refusal(text).message, /there is no symbol in it/);
  }
});

Deno.test("readSymbols() stays brief about a file that is something else", () => {
  const { message } = refusal(`${"\0\x01".repeat(5_000)}\n`.repeat(1_000));
  ok(message.length < 20_000, `${message.length} characters`);
  match(message, /and 950 more$/);
  equal(message.includes("\0"), false);
});
