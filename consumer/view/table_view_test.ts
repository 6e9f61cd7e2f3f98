import { deepEqual, doesNotThrow, equal, match, ok } from "node:assert/strict";
import { within } from "@kafka-sim/common/wait";
import type { StatisticsView } from "../view.ts";
import { TableView } from "./table_view.ts";
import { RecordedOutput } from "./testing/recorded_output.ts";
import { NOON, seenLetter, seenTick, statisticsView } from "./testing/samples.ts";
import { Screen } from "./testing/screen.ts";
import type { ViewOptions } from "./view_options.ts";

/** A table on a screen; its clock stands still. */
class Bench {
  readonly output = new RecordedOutput();
  readonly screen: Screen;
  readonly view: TableView;
  statistics: StatisticsView = statisticsView();
  closed = 0;

  constructor(columns: number, rows: number, options: Partial<ViewOptions> = {}) {
    this.screen = new Screen(columns, rows);
    this.#resize(columns, rows);
    this.view = new TableView({
      stdout: this.output,
      statistics: () => this.statistics,
      footer: undefined,
      now: () => NOON + 4,
      noColor: true,
      topic: "stock_ticks",
      onClosed: () => this.closed++,
      ...options,
    });
  }

  /** What is on the screen now. */
  shown(): string[] {
    this.screen.write(this.output.take());
    return this.screen.lines;
  }

  resize(columns: number, rows: number): void {
    this.shown();
    this.#resize(columns, rows);
  }

  #resize(columns: number, rows: number): void {
    Object.assign(this.output, { columns, rows });
    Object.assign(this.screen, { columns, rows });
  }

  [Symbol.dispose](): void {
    this.view.close();
  }
}

Deno.test("TableView shows what it waits for at once, then the ticks", () => {
  using bench = new Bench(80, 24);
  match(bench.shown()[1]!, /^Waiting for the first tick of stock_ticks/);
  bench.view.tick(seenTick());
  bench.view.draw();
  match(bench.shown()[2]!, /^AAPL {6}150\.00/);
});

Deno.test("TableView leaves what stood on the screen to be scrolled back to", () => {
  const screen = new Screen(80, 24);
  screen.write("$ deno task dev\r\nStarting Kafka\r\n");
  using bench = new Bench(80, 24);
  screen.write(bench.output.text());
  deepEqual(screen.scrolledOff.slice(0, 2), ["$ deno task dev", "Starting Kafka"]);
  match(screen.lines[0]!, /^stock_ticks/);
});

Deno.test("TableView redraws in place at every size, with nothing left of the picture before", () => {
  using bench = new Bench(160, 50);
  for (let index = 0; index < 100; index++) {
    bench.view.tick(seenTick({ symbol: `S${100 + index}` }));
  }
  bench.shown();
  const before = bench.screen.scrolledOff.length;
  for (const [columns, rows] of [[160, 50], [40, 10], [60, 30], [80, 5], [160, 50]] as const) {
    bench.resize(columns, rows);
    bench.view.draw();
    const shown = bench.shown();
    ok(shown.length < rows, `${columns}×${rows}: the last row is the cursor's`);
    deepEqual(bench.screen.cursor, { row: shown.length, column: 0 });
    equal(shown.filter((line) => line.includes("records")).length, 1);
    bench.view.draw();
    deepEqual(bench.shown(), shown, "the same again");
  }
  equal(bench.screen.scrolledOff.length, before, "nothing is pushed out of the screen");
});

Deno.test("TableView hides the cursor only while it draws, and lets nothing wrap meanwhile", () => {
  using bench = new Bench(80, 24);
  const frame = bench.output.text().replace(/^\n+/, "");
  ok(frame.startsWith("\x1b[?2026h\x1b[?25l\x1b[?7l\x1b[H"), JSON.stringify(frame.slice(0, 40)));
  ok(frame.endsWith("\x1b[?7h\x1b[?25h\x1b[?2026l"), JSON.stringify(frame.slice(-40)));
  equal(bench.output.writes, 1, "one piece, so that a kill leaves no half picture");
});

Deno.test("TableView leaves the last picture and the cursor below it", () => {
  const bench = new Bench(80, 24);
  bench.view.tick(seenTick({ symbol: "LAST" }));
  bench.view.close();
  const shown = bench.shown();
  ok(shown.some((line) => line.startsWith("LAST")));
  deepEqual(bench.screen.cursor, { row: shown.length, column: 0 });
  equal(bench.screen.isCursorShown, true);
});

Deno.test("TableView styles nothing under NO_COLOR", () => {
  const styled = (noColor: boolean) => {
    using bench = new Bench(100, 30, { noColor });
    bench.view.tick(seenTick());
    bench.view.tick(seenTick({ price: 160, second: 1 }));
    bench.statistics = statisticsView({ gaps: 1 });
    bench.view.draw();
    return bench.output.text().includes("\x1b[0m");
  };
  equal(styled(true), false);
  equal(styled(false), true);
});

Deno.test("TableView takes a closed terminal quietly and draws no more", () => {
  const bench = new Bench(80, 24);
  bench.shown();
  bench.output.failures.push(new Deno.errors.BrokenPipe());
  doesNotThrow(() => bench.view.draw());
  bench.view.tick(seenTick());
  bench.view.letter(seenLetter());
  doesNotThrow(() => bench.view.draw());
  doesNotThrow(() => bench.view.close());
  deepEqual([bench.output.writes, bench.closed], [0, 1]);
});

Deno.test("TableView takes a terminal that is closed from the start", () => {
  const output = new RecordedOutput();
  output.failures.push(new Deno.errors.BrokenPipe());
  const options = {
    stdout: output,
    statistics: statisticsView,
    footer: undefined,
    now: Date.now,
    noColor: false,
    topic: "stock_ticks",
  };
  doesNotThrow(() => new TableView(options).close());
  equal(output.writes, 0);
});

Deno.test("TableView draws at 80 × 24 where the terminal does not tell its size", () => {
  for (const size of [() => ({ columns: 0, rows: 0 }), () => raise()]) {
    const output = Object.assign(new RecordedOutput(), { size });
    using _bench = new Bench(80, 24, { stdout: output });
    const screen = new Screen(80, 24);
    screen.write(output.text());
    match(screen.lines[0]!, /^stock_ticks.* UTC$/);
  }
});

Deno.test("TableView does not wait for a terminal that takes nothing", () => {
  let offered = 0;
  const write = () => {
    offered++;
    return new Promise<number>(() => {});
  };
  const output = Object.assign(new RecordedOutput(), { write });
  const bench = new Bench(80, 24, { stdout: output });
  bench.view.draw();
  bench.view.draw();
  bench.view.close();
  deepEqual([offered, output.writes], [1, 0]);
});

Deno.test("TableView draws by itself, five times per second at most", async () => {
  const start = performance.now();
  const fourth = Promise.withResolvers<void>();
  let frames = 0;
  const output = Object.assign(new RecordedOutput(), {
    writeSync: (bytes: Uint8Array) => {
      if (++frames === 4) fourth.resolve();
      return bytes.length;
    },
  });
  using _bench = new Bench(80, 24, { stdout: output });
  await within(fourth.promise, 20_000, { late: new Error("Too late") });
  ok(performance.now() - start >= 3 * 200 - 20, `${performance.now() - start} ms`);
});

Deno.test("TableView shows the lines of the footer file as they come", async () => {
  const footer = await Deno.makeTempFile();
  await Deno.writeTextFile(footer, "node 2 DEAD 12 s\n");
  const seen = Promise.withResolvers<void>();
  const output = new RecordedOutput();
  const writeSync = output.writeSync.bind(output);
  output.writeSync = (bytes) => {
    if (new TextDecoder().decode(bytes).includes("node 2 DEAD 12 s")) seen.resolve();
    return writeSync(bytes);
  };
  using _bench = new Bench(80, 24, { stdout: output, footer });
  await within(seen.promise, 20_000, { late: new Error("Too late") });
  await Deno.remove(footer);
});

Deno.test("TableView keeps a bounded number of dead letters", () => {
  using bench = new Bench(80, 24);
  for (let index = 0; index < 1_000; index++) {
    bench.view.letter(seenLetter({ reason: `r${index}` }));
  }
  bench.view.draw();
  ok(bench.shown().some((line) => line.includes("r999:")));
});

function raise(): never {
  throw new Error("Not a terminal");
}
