import type { PartitionMetadata } from "@kafka-sim/common/metadata";
import { deepEqual } from "node:assert/strict";
import type { KafkaNode } from "../../kafka/embedded.ts";
import { makeStage, partition, status } from "../testing.ts";
import { excuseUntilSecondCopies } from "./second_copies.ts";

const BOTH = status(partition({ partition: 0 }), partition({ partition: 1 }));

function seen(partition: number, leader: number, inSync: readonly number[]): PartitionMetadata {
  return { partition, leader, replicas: [1, 2, 3], inSync };
}

Deno.test("excuseUntilSecondCopies() excuses each partition until a second living copy is in sync", async () => {
  const { stage, faults } = makeStage([BOTH]);
  const nodes = [{ id: 1, state: "up" }, { id: 2, state: "starting" }, { id: 3, state: "dead" }];
  Object.assign(stage, { nodes: nodes as unknown as KafkaNode[] });
  let looks = 0;
  const excused = () => faults.map((fault) => fault.excused!.partition);
  const ask = () => {
    switch (++looks) {
      // What was before: nobody has told yet that two of them are gone.
      case 1:
        return Promise.resolve([seen(0, 1, [1, 2, 3]), seen(1, 2, [1, 2, 3])]);
      case 2:
        deepEqual(excused(), []);
        nodes[1]!.state = "up";
        return Promise.resolve([seen(0, 1, [1, 2]), seen(1, -1, [2, 1])]);
      case 3:
        deepEqual(excused(), [0]);
        return Promise.reject(new Error("no answer"));
      default:
        return Promise.resolve([seen(0, 1, [1, 2]), seen(1, 2, [2, 1])]);
    }
  };
  await excuseUntilSecondCopies(stage, { name: "kill-two", killed: 1_000, ask });
  deepEqual([looks, excused()], [4, [0, 1]]);
  deepEqual(faults.map(({ name, excused }) => [name, excused!.from]), [
    ["kill-two", "1970-01-01T00:00:01.000Z"],
    ["kill-two", "1970-01-01T00:00:01.000Z"],
  ]);
});
