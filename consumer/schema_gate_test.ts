import { deepEqual, equal, rejects } from "node:assert/strict";
import { SchemaGate } from "./schema_gate.ts";
import { FakeDelivery } from "./testing/fake_delivery.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { givenRecords } from "./testing/records.ts";

/** A gate whose schemas come when the test says so. */
function setUp(missing: number) {
  const time = new FakeTime();
  const happened: string[] = [];
  const schemas = Array.from({ length: missing }, () => Promise.withResolvers<void>());
  let asked = 0;
  const gate = new SchemaGate({
    reader: {
      read: () => {
        throw new Error("Nothing is read here");
      },
      prepare: (values) => {
        equal([...values].length, 2);
        return schemas[asked++]?.promise;
      },
    },
    handle: (delivery) => {
      happened.push(`handled ${delivery.records[0]!.offset}`);
      return Promise.resolve();
    },
    time,
  });
  return {
    gate,
    time,
    happened,
    schemas,
    delivery: new FakeDelivery(givenRecords(5, 2), happened),
  };
}

Deno.test("A batch whose schemas are known is handled at once", async () => {
  const { gate, happened, delivery } = setUp(0);
  await gate.handle(delivery);
  deepEqual(happened, ["handled 5"]);
  equal(delivery.heartbeats, 0);
});

Deno.test("A batch waits for its schema, and the group gets signs of life", async () => {
  const { gate, time, happened, schemas, delivery } = setUp(1);
  const handled = gate.handle(delivery);
  await time.advance(600);
  deepEqual([happened, delivery.heartbeats], [[], 2]);
  schemas[0]!.resolve();
  await handled;
  deepEqual([happened, delivery.paused], [["handled 5"], false]);
});

Deno.test("A batch whose schema does not come is given back, and its partition waits for that", async () => {
  const { gate, time, happened, schemas, delivery } = setUp(1);
  const handled = gate.handle(delivery);
  await time.advance(1_000);
  await handled;
  deepEqual([happened, delivery.paused], [[], true]);
  schemas[0]!.resolve();
  await settle();
  equal(delivery.paused, false);
  await gate.handle(delivery);
  deepEqual(happened, ["handled 5"]);
});

Deno.test("A batch waits for no schema while another partition does so, and goes on as soon as it comes", async () => {
  const { gate, time, happened, schemas, delivery } = setUp(3);
  const first = gate.handle(delivery);
  await time.advance(1_000);
  await first;
  const other = new FakeDelivery(givenRecords(7, 2), happened);
  await gate.handle(other);
  equal(other.paused, true);
  schemas[1]!.resolve();
  await settle();
  deepEqual([other.paused, delivery.paused], [false, true]);
  schemas[0]!.resolve();
  await settle();
  const later = gate.handle(other);
  await time.advance(900);
  equal(other.paused, false);
  schemas[2]!.resolve();
  await later;
  deepEqual(happened, ["handled 7"]);
});

Deno.test("A batch that is another member's by now is not handled", async () => {
  const { gate, time, happened, schemas, delivery } = setUp(1);
  const handled = gate.handle(delivery);
  await time.advance(300);
  delivery.current = false;
  schemas[0]!.resolve();
  await handled;
  deepEqual([happened, delivery.paused], [[], false]);
});

Deno.test("A rebalance ends the wait", async () => {
  const { gate, time, delivery } = setUp(1);
  const handled = gate.handle(delivery);
  delivery.rebalance = new Error("Rebalancing");
  const failing = rejects(handled, /Rebalancing/);
  await time.advance(300);
  await failing;
});

Deno.test("A reader that is closed lets nothing through", async () => {
  const { gate, time, happened, schemas, delivery } = setUp(1);
  const handled = gate.handle(delivery);
  schemas[0]!.reject(new Error("Stopped"));
  await time.advance(300);
  delivery.current = false;
  await time.advance(300);
  await handled;
  deepEqual(happened, []);
});
