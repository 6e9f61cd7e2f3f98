import { deepEqual, ok } from "node:assert/strict";
import { ClockBounds } from "./clock_bounds.ts";
import { judgePartition } from "./judge_partition.ts";
import { Findings } from "./findings.ts";
import type { HandledEvent, LoggedRecord, SenderEvent } from "./history.ts";
import { logged } from "./testing/plain_history.ts";
import { Random } from "./testing/random.ts";
import { Latencies } from "./timeline.ts";

type Ahead = Readonly<Record<"a" | "b" | "r", number>>;

/** How far each host's clock is ahead of the true time. */
const AHEAD: Ahead = { a: 0, b: 700, r: -300 };

/** Two senders take turns, a reader follows; each notes by its own clock. */
function history(rounds: number, ahead: Ahead, takes: () => number) {
  const records: LoggedRecord[] = [];
  const events: Record<"a" | "b", SenderEvent[]> = { a: [], b: [] };
  const handled: HandledEvent[] = [];
  let now = 10_000;
  for (let round = 0; round < rounds; round++) {
    const host = round % 2 === 0 ? "a" : "b";
    const sequence = Math.floor(round / 2);
    const record = logged({ offset: round, sender: host, sequence, key: "k", value: `${round}` });
    records.push(record);
    const { valueHash } = record;
    const time = now + ahead[host];
    const [acknowledged, read] = [takes(), takes()];
    events[host].push(
      { kind: "sent", time, records: [{ sequence, due: time, key: "k", valueHash }] },
      {
        ...{ kind: "acknowledged", time: time + acknowledged },
        ...{ first: sequence, count: 1, baseOffset: round },
      },
    );
    handled.push({ time: now + acknowledged + read + ahead.r, records: [record] });
    now += 10 * takes();
  }
  const sender = (name: "a" | "b", host: string) => ({
    ...{ sender: name, host, lastSign: Infinity, claimsOnce: true },
    events: events[name],
  });
  return { records, handled, sender };
}

async function bounds(
  host: (name: "a" | "b" | "r") => string,
  ahead = AHEAD,
  takes = () => 10,
): Promise<ClockBounds> {
  const { records, handled, sender } = history(50, ahead, takes);
  const clocks = new ClockBounds();
  await judgePartition({
    ...{ partition: 0, digests: [], excused: [], forbidden: [] },
    senders: [sender("a", host("a")), sender("b", host("b"))],
    group: { committed: 50, members: [{ host: host("r"), events: handled }] },
    reading: { start: 0, end: 50, records: [records] },
    ...{ end: 20_000, watchedUntil: 20_000, readingTimeout: 0 },
  }, {
    findings: new Findings(),
    acknowledging: new Latencies(),
    reading: new Latencies(),
    clocks,
  });
  return clocks;
}

Deno.test("boundClocks() bounds two senders' clocks from both sides, a reader's from one", async () => {
  const { all } = await bounds((name) => name);
  deepEqual(all.map(({ first, second }) => first + second), ["ab", "ar", "br"]);
  const [senders, first, second] = all;
  ok(senders!.least! <= -700 && -700 <= senders!.most!, JSON.stringify(senders));
  ok(senders!.most! - senders!.least! <= 220, "within two turns and the time to acknowledge");
  ok(first!.least! <= 300 && first!.least! >= 270, JSON.stringify(first));
  ok(second!.least! <= 1_000 && second!.least! >= 900, JSON.stringify(second));
  deepEqual([first!.most, second!.most], [undefined, undefined]);
});

Deno.test("boundClocks() has nothing to say where all is written on one host", async () => {
  deepEqual((await bounds(() => "one")).all, []);
});

Deno.test("boundClocks() never excludes the truth, whatever clocks and delays are", async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = new Random(seed);
    const any = () => random.whole(-5_000, 5_000);
    const ahead = { a: any(), b: any(), r: any() };
    const clocks = await bounds((name) => name, ahead, () => random.whole(1, 200));
    for (const { first, second, least = -Infinity, most = Infinity } of clocks.all) {
      const truth = ahead[first as "a"] - ahead[second as "a"];
      ok(least <= truth && truth <= most, `seed ${seed}: ${first} ${second} ${least} ${most}`);
      ok(clocks.uncertainty([first, second]) >= Math.abs(truth), `seed ${seed}`);
    }
  }
});
