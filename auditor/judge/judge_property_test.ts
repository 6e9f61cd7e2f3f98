import { deepEqual, equal, ok } from "node:assert/strict";
import { ClockBounds } from "./clock_bounds.ts";
import { type Example, FINDING_KINDS, type FindingKind } from "./findings.ts";
import { judgePartition } from "./judge_partition.ts";
import { lengthOf, longest } from "./outage.ts";
import { DAMAGES } from "./testing/damages.ts";
import { findingText, judgeByModel } from "./testing/model.ts";
import { asHistory, type PlainHistory } from "./testing/plain_history.ts";
import { Random } from "./testing/random.ts";
import { randomHistory } from "./testing/random_history.ts";
import { Latencies } from "./timeline.ts";

const HISTORIES = 5_000;
/** Findings that a run without damage may have. */
const HARMLESS: readonly FindingKind[] = ["late", "redelivered", "unknown"];
const names = Object.keys(DAMAGES);

Deno.test(`judgePartition() agrees with the model on ${HISTORIES} damaged histories`, async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const random = new Random(seed);
    const history = randomHistory(random);
    const planted: string[] = [];
    for (let count = random.whole(0, 4); count > 0; count--) {
      const name = random.pick(names)!;
      if (DAMAGES[name]!.apply(history, random)) planted.push(name);
    }
    const { found, kinds } = await compare(history, `seed ${seed}, planted ${planted}`);
    if (planted.length === 0) {
      deepEqual([...kinds].filter((kind) => !HARMLESS.includes(kind)), [], `seed ${seed}`);
    }
    for (const text of found) seen.add(text.split(" ").slice(0, 2).join(" "));
  }
  // Whatever the rules can say has been said at least once.
  const kinds = new Set([...seen].map((text) => text.split(" ")[0]));
  deepEqual(FINDING_KINDS.filter((kind) => !kinds.has(kind)), ["no_progress"]);
  ok(seen.size >= 24, `only ${[...seen].sort()}`);
});

Deno.test("judgePartition() finds each damage planted alone, and nothing that it does not cause", async () => {
  for (const [name, damage] of Object.entries(DAMAGES)) {
    let planted = 0;
    for (let seed = 1; planted < 40; seed++) {
      const random = new Random(seed);
      const history = randomHistory(random);
      if (!damage.apply(history, random)) continue;
      planted++;
      const { kinds } = await compare(history, `${name}, seed ${seed}`);
      ok(kinds.has(damage.finds), `${name} of seed ${seed} gives ${[...kinds]}`);
      const allowed = [...HARMLESS, damage.finds, ...damage.with ?? []];
      deepEqual([...kinds].filter((kind) => !allowed.includes(kind)), [], `${name}, seed ${seed}`);
    }
  }
});

Deno.test("judgePartition() finds both of any two damages that leave each other alone", async () => {
  for (const first of names) {
    for (const second of names) {
      let planted = 0;
      for (let seed = 1; planted < 3 && seed < 400; seed++) {
        const random = new Random(seed);
        const history = randomHistory(random);
        if (!DAMAGES[first]!.apply(history, random)) continue;
        const alone = judgeByModel(history).findings;
        if (!DAMAGES[second]!.apply(history, random)) continue;
        const { found, kinds } = await compare(history, `${first} and ${second}, seed ${seed}`);
        // One damage may undo another, as when what was altered is deleted: the model knows.
        if (!found.some((text) => !alone.includes(text))) continue;
        planted++;
        ok([...kinds].some((kind) => !HARMLESS.includes(kind)), `${first}, ${second}, ${seed}`);
      }
    }
  }
});

async function compare(
  history: PlainHistory,
  what: string,
): Promise<{ found: readonly string[]; kinds: ReadonlySet<FindingKind> }> {
  const found: string[] = [];
  const kinds = new Set<FindingKind>();
  const findings = {
    add: (kind: FindingKind, example: Example) => {
      kinds.add(kind);
      found.push(findingText(kind, example.cause, example));
    },
  };
  const collectors = {
    findings,
    acknowledging: new Latencies(),
    reading: new Latencies(),
    clocks: new ClockBounds(),
  };
  const judged = await judgePartition(asHistory(history), collectors);
  const model = judgeByModel(history);
  deepEqual(found.sort(), model.findings, what);
  equal(judged.truncatedAfter, model.truncatedAfter, what);
  const length = (outages: typeof judged.writing) => {
    const outage = longest(outages);
    return outage ? lengthOf(outage) : 0;
  };
  equal(length(judged.writing), model.longestWriting, `writing, ${what}`);
  equal(length(judged.reading), model.longestReading, `reading, ${what}`);
  return { found, kinds };
}
