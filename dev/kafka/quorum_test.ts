import { deepEqual, equal } from "node:assert/strict";
import { activeController, readQuorumState } from "./quorum.ts";
import { withFolder } from "./testing.ts";

Deno.test("activeController() believes the highest epoch", () => {
  equal(activeController([{ leader: 1, epoch: 4 }, { leader: 3, epoch: 5 }, undefined]), 3);
});

Deno.test("activeController() knows no one during an election", () => {
  equal(activeController([{ leader: 1, epoch: 4 }, { leader: -1, epoch: 5 }]), undefined);
  equal(activeController([]), undefined);
});

Deno.test("activeController() takes the one of an epoch who knows the leader", () => {
  equal(activeController([{ leader: -1, epoch: 5 }, { leader: 2, epoch: 5 }]), 2);
});

Deno.test("readQuorumState() reads a node's file, and nothing where there is none", () =>
  withFolder(async (folder) => {
    equal(readQuorumState(folder), undefined);
    await Deno.mkdir(`${folder}/__cluster_metadata-0`);
    const text = '{"leaderId":2,"leaderEpoch":7,"votedId":-1,"appliedOffset":0,"data_version":0}';
    await Deno.writeTextFile(`${folder}/__cluster_metadata-0/quorum-state`, text);
    deepEqual(readQuorumState(folder), { leader: 2, epoch: 7 });
  }));
