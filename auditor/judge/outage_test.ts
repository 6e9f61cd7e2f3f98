import { deepEqual } from "node:assert/strict";
import { findOutages, lengthOf, type Progress } from "./outage.ts";

const acknowledged = (...times: number[]): Progress["done"] =>
  times.map((time) => ({ time, count: 1, progress: true }));

function source(due: number[], done: Progress["done"], lastSign = Infinity): Progress {
  return { due: Float64Array.from(due), done, lastSign };
}

Deno.test("findOutages() lasts from the first due record to the next acknowledgement", () => {
  const outages = findOutages([source([10, 20, 100], acknowledged(15, 90, 110))], 200);
  deepEqual(outages, [
    { start: 10, end: 15, open: false, excused: 0 },
    { start: 20, end: 90, open: false, excused: 0 },
    { start: 100, end: 110, open: false, excused: 0 },
  ]);
});

Deno.test("findOutages() has none while nothing is due", () => {
  deepEqual(findOutages([source([], [])], 1_000), []);
  deepEqual(findOutages([source([10], acknowledged(10))], 1_000), []);
});

Deno.test("findOutages() is ended by any source's acknowledgement, and goes on after it", () => {
  const stuck = source([10], acknowledged(100));
  deepEqual(findOutages([stuck, source([40], acknowledged(50))], 200), [
    { start: 10, end: 50, open: false, excused: 0 },
    { start: 50, end: 100, open: false, excused: 0 },
  ]);
});

Deno.test("findOutages() goes on when records are given up while others wait", () => {
  const done = [{ time: 60, count: 1, progress: false }, ...acknowledged(90)];
  deepEqual(findOutages([source([10, 20], done)], 200), [{
    start: 10,
    end: 90,
    open: false,
    excused: 0,
  }]);
});

Deno.test("findOutages() ends when all that waits is given up", () => {
  const done = [{ time: 60, count: 1, progress: false }, ...acknowledged(110)];
  deepEqual(findOutages([source([10, 100], done)], 200), [
    { start: 10, end: 60, open: false, excused: 0 },
    { start: 100, end: 110, open: false, excused: 0 },
  ]);
});

Deno.test("findOutages() drops what a dead source left at the next acknowledgement of another", () => {
  const dead = source([10], [], 12);
  const alive = source([40, 45], acknowledged(50, 60));
  deepEqual(findOutages([dead, alive], 500), [
    { start: 10, end: 50, open: false, excused: 0 },
    { start: 50, end: 60, open: false, excused: 0 },
  ]);
});

Deno.test("findOutages() stays open to the end of the run where nothing ends it", () => {
  deepEqual(findOutages([source([10], [], 12)], 500), [{
    start: 10,
    end: 500,
    open: true,
    excused: 0,
  }]);
});

Deno.test("findOutages() says how much of an outage is excused", () => {
  const excused = [{ from: 0, to: 12 }, { from: 40, to: 80 }];
  const outages = findOutages([source([10, 20], acknowledged(15, 90))], 200, excused);
  deepEqual(outages.map((outage) => [outage.excused, lengthOf(outage)]), [[2, 3], [40, 30]]);
});
