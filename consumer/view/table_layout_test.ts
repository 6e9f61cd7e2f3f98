import { deepEqual, equal, ok } from "node:assert/strict";
import { COLUMNS } from "./columns.ts";
import { layOut } from "./table_layout.ts";

const needed = COLUMNS.map(({ title, minimum }) => Math.max(title.length, minimum));
const titles = (available: number) =>
  layOut(COLUMNS, needed, available).columns.map(({ column }) => column.title).join(" ");

Deno.test("layOut() drops columns by their priority as it gets narrower", () => {
  equal(titles(160), "Symbol Price Change 1 min Trend Volume Tick/s Part Age");
  equal(titles(80), "Symbol Price Change 1 min Trend Volume Tick/s Part Age");
  equal(titles(60), "Symbol Price Change 1 min Trend Age");
  equal(titles(40), "Symbol Price Change Trend");
  equal(titles(30), "Symbol Price Change");
  equal(titles(20), "Symbol Price");
  equal(titles(10), "Symbol");
  equal(titles(1), "Symbol");
});

Deno.test("layOut() fills a line and never exceeds it", () => {
  for (let available = 6; available < 300; available++) {
    const { columns, gap } = layOut(COLUMNS, needed, available);
    const width = columns.reduce((sum, column) => sum + column.width, (columns.length - 1) * gap);
    ok(width <= available, `${available}: ${width}`);
    ok(gap >= 2 && gap <= 5);
  }
});

Deno.test("layOut() gives the trend what is left, as far as it can use it", () => {
  const trend = (available: number) =>
    layOut(COLUMNS, needed, available).columns.find(({ column }) => column.title === "Trend")!
      .width;
  deepEqual([80, 100, 160, 500].map(trend), [11, 23, 63, 63]);
});
