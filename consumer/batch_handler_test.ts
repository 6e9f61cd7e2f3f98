import { deepEqual, equal, rejects } from "node:assert/strict";
import { contentHash } from "@kafka-sim/common/hash";
import type { ReadRecord } from "@kafka-sim/common/ledger";
import { BatchHandler } from "./batch_handler.ts";
import type { Letter } from "./letter.ts";
import type { GivenRecord } from "./record.ts";
import { FakeDelivery } from "./testing/fake_delivery.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { givenRecord, givenRecords, letterOf } from "./testing/records.ts";

/** A handler whose dead letters are acknowledged when the test says so. */
class Setup {
  readonly time = new FakeTime();
  readonly happened: string[] = [];
  readonly noted: ReadRecord[] = [];
  readonly failures: unknown[] = [];
  readonly writes: { letters: readonly Letter[]; acknowledge: () => void }[] = [];
  ledgerError: Error | undefined;
  readonly handler = new BatchHandler({
    intake: { begin: () => {}, take: (_, records) => records.flatMap((one) => this.#take(one)) },
    write: (_, letters) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.writes.push({ letters, acknowledge: resolve });
      return promise;
    },
    ledger: { handled: (_, records) => this.#note(records), close: () => {} },
    hash: contentHash,
    time: this.time,
    onFailure: (error) => this.failures.push(error),
  });

  /** Gives a batch; a record with the value "bad" is one. */
  give(records: readonly GivenRecord[]): { delivery: FakeDelivery; done: Promise<void> } {
    const delivery = new FakeDelivery(records, this.happened);
    return { delivery, done: this.handler.handle(delivery) };
  }

  #take(record: GivenRecord): Letter[] {
    const isBad = record.value?.toString() === "bad";
    return isBad ? [{ ...letterOf({ offset: record.offset }), record }] : [];
  }

  #note(records: readonly ReadRecord[]): void {
    if (this.ledgerError) throw this.ledgerError;
    this.noted.push(...records);
    this.happened.push(`noted ${records[0]?.offset} to ${records.at(-1)?.offset}`);
  }
}

const bad = (offset: number) => givenRecord({ offset, value: "bad" });

Deno.test("BatchHandler resolves offsets only after the ledger has them", async () => {
  const setup = new Setup();
  const { delivery, done } = setup.give(givenRecords(100, 1_200));
  await done;
  deepEqual(setup.happened, [
    ...["noted 100 to 599", "resolved 599", "noted 600 to 1099", "resolved 1099"],
    ...["noted 1100 to 1299", "resolved 1299"],
  ]);
  equal(delivery.heartbeats, 3);
  const [record] = givenRecords(100, 1);
  const { key, value } = record!;
  const hash = contentHash({ key, value, sender: "sender-1", sequence: "100" });
  deepEqual(setup.noted[0], { offset: 100n, contentHash: hash });
});

Deno.test("BatchHandler stops where the partition may be another member's", async () => {
  const setup = new Setup();
  const { delivery, done } = setup.give(givenRecords(0, 2_000));
  delivery.current = false;
  await done;
  deepEqual(setup.happened, ["noted 0 to 499", "resolved 499"]);
});

Deno.test("BatchHandler ends with the group's error when it shares out the partitions", async () => {
  const setup = new Setup();
  const delivery = new FakeDelivery(givenRecords(0, 2_000), setup.happened);
  delivery.rebalance = new Error("REBALANCE_IN_PROGRESS");
  await rejects(setup.handler.handle(delivery), delivery.rebalance);
  deepEqual(setup.happened, ["noted 0 to 499", "resolved 499"]);
  deepEqual(setup.failures, []);
});

Deno.test("BatchHandler holds back the offsets from a dead letter on until it is written", async () => {
  const setup = new Setup();
  const { delivery, done } = setup.give([
    ...givenRecords(0, 5),
    bad(5),
    ...givenRecords(6, 4),
  ]);
  await settle();
  deepEqual(setup.happened, ["noted 0 to 9", "resolved 4"]);
  deepEqual(setup.noted.map(({ offset }) => Number(offset)), [0, 1, 2, 3, 4, 6, 7, 8, 9]);
  setup.writes[0]!.acknowledge();
  await done;
  deepEqual(setup.happened.slice(2), ["noted 5 to 5", "resolved 9"]);
  equal(delivery.paused, false);
});

Deno.test("BatchHandler keeps the group informed and lets the others go on while letters wait", async () => {
  const setup = new Setup();
  const { delivery, done } = setup.give([bad(0), ...givenRecords(1, 9)]);
  await setup.time.advance(900);
  equal(delivery.heartbeats, 4);
  equal(delivery.paused, false);
  await setup.time.advance(200);
  await done;
  equal(delivery.paused, true);
  deepEqual(setup.happened, ["noted 1 to 9"]);
  setup.writes[0]!.acknowledge();
  await settle();
  deepEqual(setup.happened.slice(1), ["noted 0 to 0", "resolved 9"]);
  equal(delivery.paused, false);
  equal(setup.time.pending, 0);
});

Deno.test("BatchHandler waits for no other letters while some are known to take long", async () => {
  const setup = new Setup();
  const { done } = setup.give([bad(0)]);
  await setup.time.advance(1_000);
  await done;
  const other = setup.give([bad(0)]);
  await other.done;
  equal(other.delivery.paused, true);
  for (const { acknowledge } of setup.writes) acknowledge();
  await settle();
  equal(other.delivery.paused, false);
  const later = setup.give([bad(1)]);
  await setup.time.advance(900);
  equal(later.delivery.paused, false);
  setup.writes[2]!.acknowledge();
  await later.done;
});

Deno.test("BatchHandler ends with the group's error while letters wait, too", async () => {
  const setup = new Setup();
  const { delivery, done } = setup.give([bad(0)]);
  await setup.time.advance(300);
  delivery.rebalance = new Error("REBALANCE_IN_PROGRESS");
  const ended = rejects(done, delivery.rebalance);
  await setup.time.advance(300);
  await ended;
});

Deno.test("BatchHandler reports a ledger that cannot be written, and resolves nothing", async () => {
  const setup = new Setup();
  setup.ledgerError = new Error("The disk is full");
  const { done } = setup.give(givenRecords(0, 1_000));
  await done;
  const letters = setup.give([bad(0)]);
  setup.writes[0]!.acknowledge();
  await letters.done;
  deepEqual(setup.failures, [setup.ledgerError, setup.ledgerError]);
  deepEqual(setup.happened, []);
});
