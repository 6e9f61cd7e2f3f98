import { deepEqual, equal, match, rejects } from "node:assert/strict";
import type { ProgramError } from "../errors.ts";
import { checkTopic, ensureTopic } from "./ensure.ts";
import { exactly, type TopicPlan } from "./plan.ts";
import { differences } from "./table.ts";
import { FakeTopicAdmin } from "./testing/fake_topic_admin.ts";

const PLAN: TopicPlan = {
  name: "ticks",
  partitions: exactly(6),
  replicationFactor: exactly(1),
  configs: { "retention.ms": exactly("3600000") },
};

Deno.test("ensureTopic() waits until brokers have heard of the change", async () => {
  const admin = new FakeTopicAdmin();
  admin.add("ticks", 2);
  const plan = { ...PLAN, configs: {} };
  const grow = admin.grow.bind(admin);
  admin.grow = async (topic, partitions) => {
    await grow(topic, partitions);
    admin.lag = 2;
    admin.lagOfOthers = 2;
  };
  const { state } = await ensureTopic(admin, plan);
  equal(state?.partitions.length, 6);
  deepEqual([admin.lag, admin.lagOfOthers <= 0], [0, true]);
});

Deno.test("ensureTopic() says what is missing when brokers take too long", async () => {
  const admin = new FakeTopicAdmin();
  admin.lagOfOthers = Infinity;
  const ensured = ensureTopic(admin, PLAN, { patience: 0 });
  await rejects(ensured, ({ code, message }: ProgramError) => {
    equal(code, "topic_not_settled");
    match(message, /not every broker sees all partitions/);
    return true;
  });
});

Deno.test("ensureTopic() waits for leaders, and names what to bring back", async () => {
  const admin = new FakeTopicAdmin();
  admin.add("ticks", 6, { "retention.ms": "1" });
  admin.down.add(2);
  const ensured = ensureTopic(admin, PLAN, { patience: 0 });
  await rejects(ensured, ({ code, message, remedy }: ProgramError) => {
    equal(code, "topic_not_settled");
    match(message, /leaders none for 1, 4/);
    match(remedy, /Bring back broker 2,/);
    return true;
  });
  deepEqual(admin.changes, []);
  const describe = admin.describe.bind(admin);
  admin.describe = (topic) => {
    const state = describe(topic);
    admin.down.clear();
    return state;
  };
  await ensureTopic(admin, PLAN);
  deepEqual([...admin.topics.get("ticks")!.own], [["retention.ms", "3600000"]]);
});

Deno.test("checkTopic() asks again while a dead broker is among those to ask", async () => {
  const admin = new FakeTopicAdmin();
  const describe = admin.describe.bind(admin);
  let asked = 0;
  admin.describe = (topic) => {
    return asked++ === 0 ? Promise.reject(new Error("connect ECONNREFUSED")) : describe(topic);
  };
  equal(differences(await checkTopic(admin, PLAN)).length, 3);
  asked = 0;
  await rejects(checkTopic(admin, PLAN, { patience: 0 }), { code: "topic_change_failed" });
});
