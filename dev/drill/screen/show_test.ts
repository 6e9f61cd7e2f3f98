import { deepEqual } from "node:assert/strict";
import type { News } from "../news.ts";
import { LiveShow } from "./live_show.ts";
import { PlainShow } from "./plain_show.ts";

const NEWS: News = { drill: "01-none", phase: "start", detail: "the report goes to reports" };

Deno.test("PlainShow writes one line for each thing that happens, and what is to come once", () => {
  const lines: string[] = [];
  let now = 0;
  const show = new PlainShow((text) => lines.push(text), () => now);
  show.begin();
  now = 12_340;
  show.tell(NEWS);
  show.tell({ ...NEWS, phase: "inject", next: "it goes on", within: 13 });
  show.tell({ ...NEWS, phase: "bite", detail: "it is gone", next: "it goes on", within: 13 });
  show.tell({ ...NEWS, phase: "heal", detail: "it is back", next: "all within 5 s", within: 5 });
  show.prompt("");
  deepEqual(lines, [
    "  12.3 s  01-none  start     the report goes to reports\n",
    "  12.3 s  01-none  inject    the report goes to reports; next within 13 s: it goes on\n",
    "  12.3 s  01-none  bite      it is gone\n",
    "  12.3 s  01-none  heal      it is back; next: all within 5 s\n",
  ]);
});

/** What a terminal shows of what was written, line by line. */
function rendered(text: string): string[] {
  const lines: string[] = [""];
  for (const part of text.replaceAll("\x1b", "␛").split(/(␛\[\d+A|␛\[J|\r|\n)/)) {
    if (part === "\n") lines.push("");
    else if (part.startsWith("␛[") && part.endsWith("A")) lines.length -= parseInt(part.slice(2));
    else if (part === "␛[J") lines[lines.length - 1] = "";
    else if (part !== "\r") lines[lines.length - 1] += part;
  }
  return lines;
}

Deno.test("LiveShow draws over itself, keeps lines above, and goes away", () => {
  let text = "";
  const show = new LiveShow({ write: (part) => text += part, columns: () => 30 });
  show.begin("1 of 1");
  show.tell(NEWS);
  show.line("a line that stays");
  show.tell({ ...NEWS, phase: "steady", detail: "calm" });
  deepEqual(rendered(text), [
    "a line that stays",
    "Drill 1 of 1: 01-none, 0:00",
    "steady: calm",
    ...["", ""],
  ]);
  show.tell(NEWS);
  deepEqual(rendered(text).slice(2, 4), ["start: the report goes to", "reports"]);
  show.close();
  deepEqual(rendered(text), ["a line that stays", ""]);
});
