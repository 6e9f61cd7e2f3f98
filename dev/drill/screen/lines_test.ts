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
  deepEqual(screenLines(VIEW, 80), [
    "Drill 2 of 10: 02-kill-leader, 1:15",
    "inject: node 2, which leads partition 1",
    "next: the others lead its partitions (3.2 s, limit 13 s)",
  ]);
  const { next: _, ...news } = VIEW.news;
  equal(screenLines({ ...VIEW, news }, 80)[2], "");
  const prompt = "Press Enter for: heal";
  equal(screenLines({ ...VIEW, prompt }, 80).at(-1), prompt);
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
  const view = { ...VIEW, nodes, status: { ...status(...partitions), sent: 12_345 } };
  deepEqual(
    screenLines(view, 80).slice(3),
    [
      "node 1 up, controller   node 2 DEAD 8 s",
      "sent 12,345   acknowledged 0   read 0",
      "partition  leader  epoch   in sync   acks/s   without   longest",
      "        0    none      0     1 2 3        0     8.3 s     8.3 s",
      "        1       1      7      1 3!       50         -     0.2 s",
    ],
  );
});

Deno.test("screenLines() keeps on a small terminal what matters most, and breaks what is long", () => {
  const nodes = [1, 2, 3].map((id) => (
    { id, state: "up", seconds: 60, isController: id === 3 } as const
  ));
  const stalled = partition({ stall: 8.3, longestStall: 8.3, acknowledgedPerSecond: 0 });
  const lines = screenLines({ ...VIEW, nodes, status: status(stalled) }, 39);
  deepEqual(lines, [
    "Drill 2 of 10: 02-kill-leader, 1:15",
    "inject: node 2, which leads partition 1",
    "next: the others lead its partitions",
    "(3.2 s, limit 13 s)",
    "node 1 up   node 2 up   node 3 up,",
    "controller",
    "sent 0   acknowledged 0   read 0",
    "partition  leader   acks/s   without",
    "        0       1        0     8.3 s",
  ]);
});
