import { openConsumerLedger, openProducerLedger } from "@kafka-sim/common/ledger";
import { deepEqual, equal } from "node:assert/strict";
import { LiveRun } from "./live_run.ts";

const VIEW = {
  clusterId: "c",
  nodes: [1],
  partitions: [0, 1].map((partition) => ({
    ...{ partition, errorCode: 0, leader: 1, leaderEpoch: 3 },
    ...{ replicas: [1, 2], inSync: [1] },
  })),
};

Deno.test("LiveRun adds up the ledgers of a folder, those that come later, too", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const live = new LiveRun(folder);
    live.look();
    const record = (due: number) => ({ sequence: 0, due, key: "k", valueHash: 1n });
    const sender = openProducerLedger(`${folder}/s.ledger`, { sender: "s", topic: "t" });
    sender.sent(0, [record(Date.now())]);
    sender.acknowledged(0, 0, 1, 0n);
    live.look();
    const reader = openConsumerLedger(`${folder}/r.ledger`, {
      member: "m",
      group: "g",
      topic: "t",
    });
    reader.handled(0, [{ offset: 0n, contentHash: 1n }]);
    sender.sent(1, [record(Date.now() - 5_000)]);
    live.gone(`${folder}/s.ledger`);
    live.look();
    sender.close();
    reader.close();
    live.look();
    equal(live.hasRead(`${folder}/r.ledger`), true);
    equal(live.hasRead(`${folder}/s.ledger`), false);
    equal(live.identityOf(`${folder}/s.ledger`), "s");
    equal(live.identityOf(`${folder}/r.ledger`), "m");
    const [first, second] = live.status(VIEW, Date.now());
    deepEqual([first!.sent, first!.acknowledged, first!.read, first!.stall], [1, 1, 1, 0]);
    deepEqual([first!.leader, first!.epoch, first!.replicas, first!.isr], [1, 3, [1, 2], [1]]);
    deepEqual([second!.sent, second!.acknowledged], [1, 0]);
    equal(second!.stall >= 5, true);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
