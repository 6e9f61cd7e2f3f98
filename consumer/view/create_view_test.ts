import { equal, match, ok } from "node:assert/strict";
import type { OutputForm } from "../view.ts";
import { createView } from "./create_view.ts";
import { RecordedOutput } from "./testing/recorded_output.ts";
import { NOON, seenTick, statisticsView } from "./testing/samples.ts";

function shown(form: OutputForm, isOnTerminal: boolean): string {
  const stdout = new RecordedOutput();
  stdout.isOnTerminal = isOnTerminal;
  const view = createView(form, {
    stdout,
    statistics: statisticsView,
    footer: undefined,
    now: () => NOON,
    noColor: true,
    topic: "stock_ticks",
  });
  view.tick(seenTick());
  view.close();
  return stdout.text();
}

Deno.test("createView() shows each form", () => {
  for (const isTerminal of [true, false]) {
    match(shown("lines", isTerminal), /^2026-11-24T12:00:00\.000Z {2}AAPL {5}.*\n$/);
    match(shown("json", isTerminal), /^\{"type":"tick",.*\}\n$/);
    equal(shown("none", isTerminal), "");
  }
  ok(shown("table", true).includes("\x1b[H\x1b[2Kstock_ticks · 1 symbol"));
});

Deno.test("createView() shows lines where a table has no terminal", () => {
  equal(shown("table", false), shown("lines", false));
});
