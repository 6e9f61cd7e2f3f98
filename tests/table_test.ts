/** The table fits terminals of 60 and of 160 columns, and stays in place. */
import { deepEqual, equal, match, notDeepEqual, ok } from "node:assert/strict";
import { programCommand } from "../dev/programs.ts";
import { brokersOf, makeFolder } from "./support/environment.ts";
import { TestProgram } from "./support/program.ts";
import { Screen } from "./support/screen.ts";
import { TestTerminal } from "./support/terminal.ts";
import { pass, until } from "./support/until.ts";

const SYMBOLS = 40;
const HOME = "\x1b[H";
const WATCH_SECONDS = 3;
/** As announced: five pictures per second at most, and the one that was begun before. */
const MOST_PICTURES = 5 * WATCH_SECONDS + 1;
const HEADER = ["Symbol", "Price", "Change", "1 min", "Trend", "Volume", "Tick/s", "Part", "Age"];
const SYMBOL_LINE = /^[A-Z]{4,5} +[\d,.]+\.\d\d /;

const topic = `table_${crypto.randomUUID().slice(0, 8)}`;

async function withTicks(work: (brokers: string) => Promise<void>): Promise<void> {
  const brokers = await brokersOf("single");
  const target = [`--brokers=${brokers}`, `--topic=${topic}`];
  await using topics = await TestProgram.start("common/topics", target);
  equal((await topics.end()).code, 0, topics.stderr);
  const load = [`--universe=${SYMBOLS}`, "--rate=80", "--health-port=0"];
  await using producer = await TestProgram.start("producer", [...target, ...load]);
  await producer.event("startup_complete");
  await work(brokers);
  equal((await producer.stop()).code, 0, producer.stderr);
}

async function openTable(
  brokers: string,
  size: { readonly columns: number; readonly rows: number },
  env: Readonly<Record<string, string>>,
): Promise<TestTerminal> {
  const args = [`--brokers=${brokers}`, `--topic=${topic}`, "--health-port=0"];
  const group = `--group=table-${size.columns}`;
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP") ?? "";
  const command = await programCommand("consumer", [...args, group], map);
  // Events are for another reader: they would stand between two pictures.
  const log = `${await makeFolder("table")}/events`;
  const quiet = ["sh", "-c", `exec "$@" 2>'${log}'`, "sh", ...command];
  const terminal = new TestTerminal(quiet, { ...size, env });
  await terminal.shows(new RegExp(`${SYMBOLS} symbols`), 60);
  return terminal;
}

/** All that was shown since, in one. */
function since(terminal: TestTerminal, chunk: number): string {
  return terminal.chunks.slice(chunk).map(({ text }) => text).join("");
}

/** Draws all that was shown so far. */
function draw(terminal: TestTerminal, columns: number, rows: number): Screen {
  const screen = new Screen(columns, rows);
  const [before = "", ...pictures] = since(terminal, 0).split(HOME);
  screen.write(before);
  // What stood there before may scroll away; pictures may not.
  screen.scrolled = 0;
  for (const picture of pictures) screen.write(HOME + picture);
  return screen;
}

function columnsShown(screen: Screen): string[] {
  const header = screen.lines.find((line) => line.startsWith("Symbol")) ?? "";
  return HEADER.filter((title) => header.includes(title));
}

function checkPicture(screen: Screen): void {
  const text = screen.lines.join("\n");
  equal(screen.overflow, "");
  equal(screen.scrolled, 0);
  for (const figure of ["records", "lag", "latency p50", "redelivered", "rejected", "gaps"]) {
    ok(text.includes(figure), `no ${figure} in:\n${text}`);
  }
  match(text, new RegExp(`^${topic} · ${SYMBOLS} symbols`, "m"));
  ok(screen.lines.filter((line) => SYMBOL_LINE.test(line)).length >= 5, text);
}

async function endByCtrlC(terminal: TestTerminal, columns: number, rows: number): Promise<void> {
  await terminal.type("\x03");
  equal((await terminal.end(30)).code, 0, terminal.text.slice(-2000));
  const screen = draw(terminal, columns, rows);
  ok(screen.isCursorVisible);
  checkPicture(screen);
}

Deno.test("the table fits 60 and 160 columns, stays in place and follows a resize", () =>
  withTicks(async (brokers) => {
    const [narrow, wide] = await Promise.all([
      openTable(brokers, { columns: 60, rows: 24 }, { NO_COLOR: "1" }),
      openTable(brokers, { columns: 160, rows: 60 }, {}),
    ]);
    await using _narrow = narrow;
    await using _wide = wide;

    const first = draw(wide, 160, 60);
    const [narrowStart, wideStart] = [narrow.chunks.length, wide.chunks.length];
    await pass(WATCH_SECONDS);
    for (const [terminal, start] of [[narrow, narrowStart], [wide, wideStart]] as const) {
      const pictures = since(terminal, start).split(HOME).length - 1;
      ok(pictures >= 2 && pictures <= MOST_PICTURES, `${pictures} pictures in 3 s`);
    }

    const small = draw(narrow, 60, 24);
    checkPicture(small);
    const shown = columnsShown(small);
    deepEqual(shown.slice(0, 3), ["Symbol", "Price", "Change"]);
    ok(shown.length < HEADER.length, shown.join());
    match(small.lines.join("\n"), /… and \d+ more/);
    // deno-lint-ignore no-control-regex -- ECMA-48 control sequences
    equal(/\x1b\[[\d;]+m/.test(since(narrow, 0)), false, "colours in spite of NO_COLOR");

    const large = draw(wide, 160, 60);
    checkPicture(large);
    deepEqual(columnsShown(large), HEADER);
    equal(large.lines.filter((line) => SYMBOL_LINE.test(line)).length, SYMBOLS);
    notDeepEqual(large.lines, first.lines);
    // deno-lint-ignore no-control-regex -- ECMA-48 control sequences
    match(since(wide, 0), /\x1b\[[\d;]+m/);

    await wide.resize(60, 24);
    await resized(wide, 60, 24);
    await wide.resize(110, 30);
    await resized(wide, 110, 30);
    await Promise.all([endByCtrlC(narrow, 60, 24), wide.type("\x03").then(() => wide.end(30))]);
  }));

/** Waits until every picture has the new size, as its title shows, and fits. */
async function resized(terminal: TestTerminal, columns: number, rows: number): Promise<void> {
  let screen = new Screen(columns, rows);
  await until(`pictures of ${columns} columns`, 15, () => {
    // Of the last three that are whole, each on a screen of its own.
    const pictures = since(terminal, 0).split(HOME).slice(1, -1).slice(-3);
    return pictures.every((picture) => {
      screen = new Screen(columns, rows);
      screen.write(HOME + picture);
      return screen.overflow === "" && screen.lines[0]?.length === columns;
    });
  });
  checkPicture(screen);
}
