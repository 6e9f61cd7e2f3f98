import { ProgramError } from "@kafka-sim/common/errors";
import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { none } from "./faults/none.ts";
import type { News } from "./news.ts";
import { AT_ONCE } from "./pace.ts";
import { type DrillResult, withoutVerdict } from "./result.ts";
import { PlainShow } from "./screen/plain_show.ts";
import { Series } from "./series.ts";
import { NO_LAB } from "./testing.ts";

const STOP = new Error("Ctrl-C");

type Outcome = "passes" | "is unwell" | Error;

/** A series of drills that come to these outcomes, on labs that note when they open and close. */
function setUp(outcomes: readonly Outcome[], { openings = 9, stop = new AbortController() } = {}) {
  const labs: string[] = [];
  const news: News[] = [];
  let at = 0;
  const series = new Series({
    ...{ faults: outcomes.map(() => none), plant: undefined, report: "/r", kafka: undefined },
    ...{ isFast: false, show: new PlainShow(() => {}), print: () => {}, importMap: "", rate: 1 },
    ...{ pace: AT_ONCE, signal: stop.signal, tell: (one: News) => news.push(one) },
    openLab: () => {
      if (openings-- === 0) {
        const remedy = "Install one";
        return Promise.reject(new ProgramError("java_missing", "There is no Java", { remedy }));
      }
      labs.push("open");
      return Promise.resolve({ ...NO_LAB, close: () => Promise.resolve(void labs.push("close")) });
    },
    makeDrill: ({ name, folder }) => {
      const outcome = outcomes[at++]!;
      return {
        isWell: outcome === "passes",
        run: () => {
          if (outcome === STOP) stop.abort(STOP);
          return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(passed());
          function passed(): DrillResult {
            const known = { name, folder, victim: "", limits: undefined, took: 1 };
            return { ...known, ...withoutVerdict("nothing is missing"), verdict: "passed" };
          }
        },
      };
    },
  });
  const verdicts = () => series.results.map(({ verdict }) => verdict);
  return { series, labs, news, verdicts };
}

Deno.test("a series goes on after a drill that was ended by an error, on another cluster", async () => {
  const { series, labs, news, verdicts } = setUp(["passes", new Error("it broke"), "passes"]);
  await series.run();
  deepEqual(verdicts(), ["passed", "inconclusive", "passed"]);
  deepEqual(labs, ["open", "close", "open", "close"]);
  match(series.results[1]!.sentence, /^Inconclusive: .*it broke/);
  const { stack = "", drill } = news.find(({ phase }) => phase === "error")!;
  equal(drill, "02-none");
  const ends = news.filter(({ phase }) => phase === "end").map(({ detail }) => detail);
  deepEqual(ends, [
    "passed: nothing is missing",
    "Inconclusive: the drill was ended by an error: it broke",
    "passed: nothing is missing",
  ]);
  match(stack, /series_test/);
});

Deno.test("a series starts another cluster after a drill that left it unwell", async () => {
  const { series, labs } = setUp(["is unwell", "passes"]);
  await series.run();
  deepEqual(labs, ["open", "close", "open", "close"]);
});

Deno.test("a series that is to end ends, with what it has", async () => {
  const { series, labs, verdicts } = setUp(["passes", STOP, "passes"]);
  await rejects(series.run(), STOP);
  deepEqual(verdicts(), ["passed"]);
  deepEqual(labs, ["open", "close"]);
});

Deno.test("a series fails where no Kafka can be started, and not where a second one cannot", async () => {
  await rejects(setUp(["passes"], { openings: 0 }).series.run(), /There is no Java/);
  const { series, verdicts } = setUp(["is unwell", "passes"], { openings: 1 });
  await series.run();
  deepEqual(verdicts(), ["passed", "inconclusive"]);
  match(series.results[1]!.sentence, /There is no Java\. Install one/);
});
