import { deepEqual, equal, match, ok } from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { Picture, type PictureContent } from "./picture.ts";
import { createPaint } from "./style.ts";
import { SymbolBoard } from "./symbol_board.ts";
import { NOON, seenLetter, seenTick, statisticsView } from "./testing/samples.ts";
import { widthOf } from "./text_width.ts";

const FOOTER = [
  "Kafka 127.0.0.1:20001",
  "Logs /home/josé/株式/runs/1",
  "node 1 up, leads 2   node 2 DEAD 12 s, leads 0   node 3 up, leads 4, controller",
  "Keys: q quit",
];

/** A board of so many symbols, a minute long. */
function boardOf(symbols: number): SymbolBoard {
  const board = new SymbolBoard();
  for (let second = 0; second <= 60; second++) {
    for (let index = 0; index < symbols; index++) {
      const price = 2800 + Math.sin(index) * second;
      board.tick(seenTick({ symbol: `S${100 + index}`, price, second, partition: index % 6 }));
    }
  }
  return board;
}

function content(sample: Partial<PictureContent> = {}): PictureContent {
  return {
    board: new SymbolBoard(),
    letters: [],
    statistics: statisticsView(),
    footer: FOOTER,
    now: NOON + 60_500,
    ...sample,
  };
}

const picture = (noColor = true) => new Picture("stock_ticks", createPaint(noColor));

Deno.test("Picture shows symbols, statistics and status lines", () => {
  const lines = picture().lines(content({ board: boardOf(2) }), { columns: 80, lines: 23 });
  deepEqual(lines, [
    "stock_ticks · 2 symbols · partitions 0–2                            12:01:00 UTC",
    "Symbol     Price    Change     1 min  Trend           Volume  Tick/s  Part   Age",
    "S100    2,800.00     0.00%     0.00%  → ▄▄▄▄▄▄▄▄▄      6,100     1.0     0   0 s",
    "S101    2,850.49   ▲ 1.80%   ▲ 1.80%  ↑ ▁▂▃▄▅▆▆▇█      6,100     1.0     1   0 s",
    "",
    "12,345 records · 3.3/s · lag 0 · latency p50 4 ms, p99 17 ms",
    "redelivered 0 · rejected 0 · gaps 0 · duplicates 0 · reordered 0",
    ...FOOTER,
  ]);
});

Deno.test("Picture says that the consumer is out of its group, above the figures", () => {
  const outage = { seconds: 12, reason: "refused 127.0.0.1:9092", isFirst: false };
  const statistics = statisticsView({ outage, lag: undefined });
  const lines = picture().lines(content({ board: boardOf(2), statistics, footer: [] }), {
    ...{ columns: 80, lines: 23 },
  });
  deepEqual(lines.slice(-3, -1), [
    "Out of its group for 12 s: refused 127.0.0.1:9092",
    "12,345 records · 3.3/s · lag – · latency p50 4 ms, p99 17 ms",
  ]);
});

Deno.test("Picture fits every size, with and without colours", () => {
  const contents = [0, 1, 5, 300].map((symbols) => content({ board: boardOf(symbols) }));
  contents.push(content({ letters: [seenLetter({ value: "日本語".repeat(50) })] }));
  contents.push(content({ board: boardOf(3), letters: [seenLetter()] }));
  const outage = { seconds: 12, reason: "日本語".repeat(50), isFirst: false };
  contents.push(content({ board: boardOf(3), statistics: statisticsView({ outage }) }));
  for (const noColor of [true, false]) {
    const drawing = picture(noColor);
    for (const each of contents) {
      for (const columns of [1, 2, 8, 20, 40, 60, 80, 100, 160, 400]) {
        for (let height = 0; height < 60; height += height < 30 ? 1 : 10) {
          const lines = drawing.lines(each, { columns, lines: height });
          const where = `${each.board.size} symbols, ${columns}×${height}`;
          ok(lines.length <= height, `${where}: ${lines.length} lines`);
          const widest = Math.max(0, ...lines.map(widthOf));
          ok(columns < 2 || widest <= columns, `${where}: ${widest} wide`);
          ok(!lines.some((line) => line.includes("\n")), where);
        }
      }
    }
  }
});

Deno.test("Picture says what it waits for", () => {
  const lines = (sample: Partial<PictureContent["statistics"]>) =>
    picture().lines(content({ statistics: statisticsView(sample) }), { columns: 60, lines: 23 });
  const joining = lines({ partitions: [], records: 0 });
  equal(joining[1], "Waiting for the first tick of stock_ticks …");
  equal(joining[2], "No partitions are assigned yet");
  match(joining[0]!, /no partitions/);
  equal(lines({ records: 0 })[2], "Nothing has come yet");
  equal(lines({ records: 5 })[2], "5 records so far, none of them a tick");
  ok(joining.includes("Keys: q quit"));
});

Deno.test("Picture fills the rows with symbols and says how many more there are", () => {
  for (const height of [12, 23, 49]) {
    const lines = picture().lines(content({ board: boardOf(300) }), {
      columns: 100,
      lines: height,
    });
    equal(lines.length, height);
    match(lines[0]!, /^stock_ticks · 300 symbols/);
    const rows = lines.filter((line) => /^S\d{3} /.test(line)).length;
    ok(lines.includes(`… and ${300 - rows} more`), lines.join("\n"));
    ok(rows >= 5);
  }
});

Deno.test("Picture shows the symbols before the first of the status lines where rows are few", () => {
  const board = boardOf(5);
  const lines = picture().lines(content({ board }), { columns: 60, lines: 10 });
  equal(lines.filter((line) => /^S\d{3} /.test(line)).length, 5);
  equal(lines.at(-1), "Keys: q quit");
});

Deno.test("Picture shows dead letters where there are no ticks, the last one else", () => {
  const letters = [seenLetter({ reason: "empty" }), seenLetter({ reason: "not_utf8" })];
  const alone = picture().lines(content({ letters }), { columns: 60, lines: 23 }).join("\n");
  match(alone, /dead letter {2}empty[^]*dead letter {2}not_utf8/);
  const size = { columns: 60, lines: 23 };
  const both = picture().lines(content({ letters, board: boardOf(2) }), size).join("\n");
  match(both, /S101/);
  match(both, /dead letter {2}not_utf8/);
  ok(!both.includes("empty"));
});

Deno.test("Picture keeps columns where they are when numbers get shorter", () => {
  const board = new SymbolBoard();
  const drawing = picture();
  const header = () => drawing.lines(content({ board }), { columns: 160, lines: 23 })[1];
  board.tick(seenTick({ price: 1_000_000 }));
  const first = header();
  board.tick(seenTick({ price: 999_000, second: 1 }));
  equal(header(), first);
});

Deno.test("Picture says with colours only what it says without", () => {
  const sample = content({
    board: boardOf(5),
    statistics: statisticsView({ gaps: 3 }),
    now: NOON + 90_000,
  });
  const size = { columns: 160, lines: 30 };
  const coloured = picture(false).lines(sample, size);
  ok(coloured.some((line) => line.includes("\x1b[32m ▲ 1.80%")));
  ok(coloured.some((line) => line.includes("\x1b[31m ▼ 1.62%")));
  const plain = coloured.map((line) => stripVTControlCharacters(line).trimEnd());
  deepEqual(plain, picture().lines(sample, size).map((line) => line.trimEnd()));
});
