import { deepEqual, equal, ok } from "node:assert/strict";
import { SymbolBoard } from "./symbol_board.ts";
import { NOON, seenTick } from "./testing/samples.ts";

const names = (board: SymbolBoard, rows: number) =>
  board.top(rows, NOON).map(({ symbol }) => symbol);

Deno.test("SymbolBoard shows all symbols in alphabetical order where they fit", () => {
  const board = new SymbolBoard();
  for (const symbol of ["TSLA", "AAPL", "TSLA", "MSFT", "TSLA"]) board.tick(seenTick({ symbol }));
  equal(board.size, 3);
  deepEqual(names(board, 3), ["AAPL", "MSFT", "TSLA"]);
});

Deno.test("SymbolBoard shows the most active where not all fit", () => {
  const board = new SymbolBoard();
  for (let time = 0; time < 50; time++) board.tick(seenTick({ symbol: "TSLA" }));
  for (const symbol of ["AAPL", "MSFT"]) board.tick(seenTick({ symbol }));
  deepEqual(names(board, 2), ["TSLA", "AAPL"]);
  deepEqual(names(board, 0), []);
});

Deno.test("SymbolBoard forgets the symbols silent for longest, and stays bounded", () => {
  const board = new SymbolBoard(100);
  for (let index = 0; index < 10_000; index++) {
    board.tick(seenTick({ symbol: `S${index}`, second: index }));
    board.tick(seenTick({ symbol: "AAPL", second: index }));
    ok(board.size <= 100);
  }
  ok(board.hasForgotten);
  ok(names(board, 100).includes("AAPL"));
  ok(names(board, 100).includes("S9999"));
  ok(!names(board, 100).includes("S0"));
});
