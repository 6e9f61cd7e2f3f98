import { equal } from "node:assert/strict";
import type { PartitionStatus, ProcessStatus } from "../control/contract.ts";
import { isWarm } from "./warmth.ts";

function partition(partition: number, acknowledged: number, read: number): PartitionStatus {
  return {
    ...{ partition, acknowledged, read, sent: acknowledged, acknowledgedPerSecond: 1 },
    ...{ leader: 1, epoch: 0, replicas: [1], isr: [1], stall: 0, longestStall: 0 },
  };
}

function reader(name: string): ProcessStatus {
  return { name, pid: 1, state: "running", identity: name, ledger: name, starts: 1 };
}

const all = { readers: [reader("r1"), reader("r2")], hasRead: () => true };

Deno.test("isWarm() once all that was acknowledged at the last look has been read", () => {
  const memory = new Map();
  equal(isWarm({ partitions: [partition(0, 5, 0), partition(1, 3, 0)], ...all }, memory), false);
  equal(isWarm({ partitions: [partition(0, 9, 5), partition(1, 6, 2)], ...all }, memory), false);
  equal(isWarm({ partitions: [partition(0, 20, 9), partition(1, 9, 6)], ...all }, memory), true);
});

Deno.test("isWarm() not while a partition or a reader has got nothing, or one stands still", () => {
  const looks = (change: Partial<Parameters<typeof isWarm>[0]>) => {
    const memory = new Map([[0, 5], [1, 5]]);
    const partitions = [partition(0, 9, 9), partition(1, 9, 9)];
    return isWarm({ partitions, ...all, ...change }, memory);
  };
  equal(looks({}), true);
  equal(looks({ hasRead: (ledger) => ledger === "r1" }), false);
  equal(looks({ partitions: [{ ...partition(0, 9, 9), stall: 2 }] }), false);
  equal(looks({ partitions: [partition(0, 9, 9), partition(7, 0, 0)] }), false);
  equal(looks({ partitions: [] }), false);
});

Deno.test("isWarm() expects nothing of readers that there are not, or that are too many", () => {
  const memory = new Map([[0, 5]]);
  const partitions = [partition(0, 9, 0)];
  equal(isWarm({ partitions, readers: [], hasRead: () => false }, memory), true);
  const hasRead = (ledger: string) => ledger === "r1";
  equal(isWarm({ partitions: [partition(0, 9, 9)], readers: all.readers, hasRead }, memory), true);
});
