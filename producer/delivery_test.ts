import { deepEqual, equal, throws } from "node:assert/strict";
import { openLog } from "@kafka-sim/common/log";
import { Backlog } from "./backlog.ts";
import { Delivery } from "./delivery.ts";
import { createMetrics } from "./metrics.ts";
import { makeBatch } from "./testing/observer.ts";

function setup(withLedger: boolean = true) {
  const events: Record<string, unknown>[] = [];
  const log = openLog({
    program: "test",
    level: "INFO",
    write: (line) => events.push(JSON.parse(line)),
  });
  const written: unknown[][] = [];
  const ledger = {
    sent: (...entry: unknown[]) => written.push(["sent", ...entry]),
    acknowledged: (...entry: unknown[]) => written.push(["acknowledged", ...entry]),
    unknown: (...entry: unknown[]) => written.push(["unknown", ...entry]),
    close: () => {},
  };
  const backlog = new Backlog(100);
  const metrics = createMetrics();
  const delivery = new Delivery({
    backlog,
    log,
    metrics,
    ledger: withLedger ? ledger : undefined,
    hash: (value) => BigInt(value.length),
  });
  return { delivery, backlog, metrics, ledger, written, events };
}

Deno.test("Delivery writes each record down before it is sent, and what becomes of it", () => {
  const { delivery, written } = setup();
  const batch = makeBatch(2, 5, 2);
  delivery.sending(batch);
  const [first, second] = batch.records;
  deepEqual(written, [["sent", 2, [
    { sequence: 5, due: first!.due, key: "AAPL", valueHash: 7n },
    { sequence: 6, due: second!.due, key: "AAPL", valueHash: 7n },
  ]]]);
  delivery.acknowledged(batch, 40n);
  delivery.gaveUp(makeBatch(2, 7, 3), new Error("too late"));
  deepEqual(written.slice(1), [
    ["acknowledged", 2, 5, 2, 40n],
    ["unknown", 2, 7, 3, "Error: too late"],
  ]);
});

Deno.test("Delivery passes on that the ledger cannot be written", () => {
  const { delivery, ledger } = setup();
  ledger.sent = () => {
    throw new Error("disk full");
  };
  throws(() => delivery.sending(makeBatch(0, 0, 1)), /disk full/);
});

Deno.test("Delivery lists what is unknown by partition and sequence range", () => {
  const { delivery, events } = setup(false);
  delivery.gaveUp(makeBatch(1, 0, 10), new Error("too late"));
  delivery.gaveUp(makeBatch(2, 10, 10), new Error("too late"));
  delivery.gaveUp(makeBatch(1, 10, 5), new Error("too late"));
  delivery.gaveUp(makeBatch(1, 20, 5), new Error("too late"));
  deepEqual(delivery.unknown, [
    { partition: 1, first: 0, last: 14 },
    { partition: 2, first: 10, last: 19 },
    { partition: 1, first: 20, last: 24 },
  ]);
  const { event, level, partition, first, last } = events[0]!;
  deepEqual([event, level, partition, first, last], ["ticks_given_up", "ERROR", 1, 0, 9]);
});

Deno.test("Delivery frees the backlog and counts", async () => {
  const { delivery, backlog, metrics } = setup();
  backlog.add(30);
  delivery.acknowledged(makeBatch(1, 0, 10), 0n);
  delivery.gaveUp(makeBatch(1, 10, 5), new Error("too late"));
  equal(backlog.size, 15);
  equal(delivery.acknowledgedCount, 10);
  const text = await metrics.registry.metrics();
  equal(text.includes('kafka_sim_records_acknowledged_total{partition="1"} 10'), true);
  equal(text.includes('kafka_sim_records_unknown_total{partition="1"} 5'), true);
});

Deno.test("Delivery says once per batch that it is retried, and when it got through", () => {
  const { delivery, events } = setup();
  const batch = makeBatch(0, 0, 3);
  for (let attempt = 0; attempt < 5; attempt++) delivery.retrying(batch, new Error("no leader"));
  delivery.acknowledged(batch, 7n);
  delivery.acknowledged(makeBatch(0, 3, 3), 10n);
  for (let attempt = 0; attempt < 5; attempt++) delivery.unreachable(4, new Error("refused"));
  deepEqual(
    events.map(({ event, partition, first, offset }) => [event, partition, first, offset]),
    [
      ["delivery_retried", 0, 0, undefined],
      ["ticks_acknowledged", 0, 0, "7"],
      ["delivery_retried", 4, undefined, undefined],
    ],
  );
});
