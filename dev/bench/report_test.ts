import { deepEqual } from "node:assert/strict";
import type { Contestant } from "./contestant.ts";
import type { Measurement } from "./measurement.ts";
import { resultsOf } from "./report.ts";

function contestant(name: string, options: Partial<Contestant>): Contestant {
  return { name, discipline: "produce", run: () => Promise.reject(), ...options };
}

function inSeconds(seconds: number): Measurement[] {
  return [{ records: 100, seconds, cpuSeconds: 1, peakBytes: 1, brokerCpuSeconds: 1 }];
}

Deno.test("each is compared with the reference of its own discipline", () => {
  const results = resultsOf(
    new Map([
      [contestant("ours", { isOurs: true }), inSeconds(20)],
      [contestant("java", { isReference: true }), inSeconds(10)],
      [contestant("our reader", { discipline: "consume", isOurs: true }), inSeconds(1)],
      [contestant("java reader", { discipline: "consume", isReference: true }), inSeconds(2)],
    ]),
  );
  deepEqual(results.map(({ name, ratio, isOurs }) => [name, ratio, isOurs]), [
    ["ours", 0.5, true],
    ["java", 1, false],
    ["our reader", 2, true],
    ["java reader", 1, false],
  ]);
});
