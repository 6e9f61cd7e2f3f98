import { deepEqual, ok } from "node:assert/strict";
import { ClockBounds } from "./clock_bounds.ts";
import { judgePartition } from "./judge_partition.ts";
import { Findings } from "./findings.ts";
import type { HandledEvent, LoggedRecord, SenderEvent } from "./history.ts";
import { logged } from "./testing/plain_history.ts";
import { Latencies } from "./timeline.ts";

/** How far each host's clock is ahead of the true time. */
const AHEAD = { a: 0, b: 700, r: -300 };

/** Two senders take turns, a reader follows; each notes by its own clock. */
function history(rounds: number) {
  const records: LoggedRecord[] = [];
  const events: Record<"a" | "b", SenderEvent[]> = { a: [], b: [] };
  const handled: HandledEvent[] = [];
  for (let round = 0; round < rounds; round++) {
    const host = round % 2 === 0 ? "a" : "b";
    const [sequence, now] = [Math.floor(round / 2), 10_000 + 100 * round];
    const record = logged({ offset: round, sender: host, sequence, key: "k", value: `${round}` });
    records.push(record);
    const { valueHash } = record;
    const time = now + AHEAD[host];
    events[host].push(
      { kind: "sent", time, records: [{ sequence, due: time, key: "k", valueHash }] },
      { kind: "acknowledged", time: time + 10, first: sequence, count: 1, baseOffset: round },
    );
    handled.push({ time: now + 20 + AHEAD.r, records: [record] });
  }
  const sender = (name: "a" | "b", host: string) => ({
    ...{ sender: name, host, lastSign: Infinity, claimsOnce: true },
    events: events[name],
  });
  return { records, handled, sender };
}

async function bounds(host: (name: "a" | "b" | "r") => string): Promise<ClockBounds> {
  const { records, handled, sender } = history(50);
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
