import { deepEqual, equal } from "node:assert/strict";
import { partition, status } from "../testing.ts";
import { screenLines, type ScreenView } from "./lines.ts";

const VIEW: ScreenView = {
  ...{ progress: "2 of 10", elapsed: 75.4, since: 3.24, nodes: [], status: undefined, prompt: "" },
  news: {
    ...{ drill: "02-kill-leader", phase: "inject", detail: "node 2, which leads partition 1" },
    ...{ next: "the others lead its partitions", within: 13 },
  },
};

Deno.test("screenLines() says what happens, what is next, and within which limit", () => {
  deepEqual(screenLines(VIEW), [
    "Drill 2 of 10: 02-kill-leader, 1:15",
    "inject: node 2, which leads partition 1",
    "next: the others lead its partitions (3.2 s, limit 13 s)",
  ]);
  const { next: _, ...news } = VIEW.news;
  equal(screenLines({ ...VIEW, news })[2], "");
  equal(screenLines({ ...VIEW, prompt: "Press Enter for: heal" }).at(-1), "Press Enter for: heal");
});

Deno.test("screenLines() shows each node and each partition", () => {
  const nodes = [
    { id: 1, state: "up", seconds: 60, isController: true },
    { id: 2, state: "dead", seconds: 8.9, isController: false },
  ] as const;
  const partitions = [
    partition({ stall: 8.3, longestStall: 8.3, acknowledgedPerSecond: 0, leader: -1 }),
    partition({ partition: 1, epoch: 7, isr: [1, 3] }),
  ];
  deepEqual(
    screenLines({ ...VIEW, nodes, status: { ...status(...partitions), sent: 12_345 } }).slice(3),
    [
      "node 1 up, controller   node 2 DEAD 8 s",
      "sent 12,345   acknowledged 0   read 0",
      "partition  leader  epoch   in sync   acks/s   without   longest",
      "        0    none      0     1 2 3        0     8.3 s     8.3 s",
      "        1       1      7      1 3!       50         -     0.2 s",
    ],
  );
});
