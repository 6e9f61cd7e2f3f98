import { deepEqual, equal, match, rejects } from "node:assert/strict";
import type { ProgramError } from "../errors.ts";
import { checkTopic, ensureTopic } from "./ensure.ts";
import { atLeast, exactly, type TopicPlan } from "./plan.ts";
import { differences } from "./table.ts";
import { FakeTopicAdmin } from "./testing/fake_topic_admin.ts";

const PLAN: TopicPlan = {
  name: "ticks",
  partitions: exactly(6),
  replicationFactor: exactly(3),
  configs: { "retention.ms": exactly("3600000"), "min.insync.replicas": exactly("2") },
};

function own(admin: FakeTopicAdmin, topic: string): Record<string, string> {
  return Object.fromEntries(admin.topics.get(topic)!.own);
}

function withError(type: string): Error {
  return Object.assign(new Error(type), { type });
}

Deno.test("ensureTopic() creates a topic as planned, and leaves it alone afterwards", async () => {
  const admin = new FakeTopicAdmin();
  const { findings, state } = await ensureTopic(admin, PLAN);
  deepEqual(admin.changes, ["create ticks"]);
  equal(findings.every(({ mend }) => mend === "create"), true);
  equal(state?.partitions.length, 6);
  equal(state?.partitions.every(({ replicas }) => replicas.length === 3), true);
  deepEqual(own(admin, "ticks"), { "retention.ms": "3600000", "min.insync.replicas": "2" });
  const second = await ensureTopic(admin, PLAN);
  deepEqual(admin.changes, ["create ticks"]);
  equal(second.findings.every(({ mend }) => mend === "nothing"), true);
});

Deno.test("ensureTopic() grows a topic", async () => {
  const admin = new FakeTopicAdmin();
  await ensureTopic(admin, { ...PLAN, partitions: exactly(2) });
  const { state } = await ensureTopic(admin, PLAN);
  deepEqual(admin.changes, ["create ticks", "grow ticks to 6"]);
  equal(state?.partitions.length, 6);
});

Deno.test("ensureTopic() alters what differs and keeps every other config of the topic", async () => {
  const admin = new FakeTopicAdmin();
  admin.add("ticks", 6, { "segment.bytes": "100000", "min.insync.replicas": "1" });
  const configs = { "retention.ms": exactly("3600000") };
  await ensureTopic(admin, { ...PLAN, replicationFactor: exactly(1), configs });
  deepEqual(admin.changes, ["alter ticks"]);
  deepEqual(own(admin, "ticks"), {
    "segment.bytes": "100000",
    "min.insync.replicas": "1",
    "retention.ms": "3600000",
  });
});

Deno.test("ensureTopic() notices when a config that it kept is not there afterwards", async () => {
  const admin = new FakeTopicAdmin();
  admin.add("ticks", 6, { "segment.bytes": "100000" });
  admin.replaceConfigs = (topic) => {
    admin.topics.get(topic)!.own = new Map([["retention.ms", "3600000"]]);
    return Promise.resolve();
  };
  const configs = { "retention.ms": exactly("3600000") };
  const ensured = ensureTopic(admin, { ...PLAN, replicationFactor: exactly(1), configs }, {
    patience: 0,
  });
  await rejects(ensured, /Cannot finish topic "ticks" in time: segment.bytes 1073741824/);
});

Deno.test("ensureTopic() changes nothing where something can only be mended by hand", async () => {
  const admin = new FakeTopicAdmin();
  admin.add("ticks", 8);
  const report = await ensureTopic(admin, PLAN);
  deepEqual([admin.changes, report.isMended], [[], false]);
  deepEqual(differences(report).map(({ property }) => property), [
    "partitions",
    "replication factor",
    "retention.ms",
    "min.insync.replicas",
  ]);
  // Partitions could be added, and never be taken away again.
  admin.add("ticks", 3);
  await ensureTopic(admin, PLAN);
  deepEqual(admin.changes, []);
});

Deno.test("ensureTopic() reports what another has made of the topic at the same moment", async () => {
  const admin = new FakeTopicAdmin();
  admin.defaults.set("compression.type", "gzip");
  const create = admin.create.bind(admin);
  admin.create = async (topic) => {
    admin.add("ticks", 7, topic.configs);
    await create(topic);
  };
  const plan = { ...PLAN, configs: {}, replicationFactor: atLeast(1) };
  const open = differences(await ensureTopic(admin, plan)).map(({ property }) => property);
  deepEqual(open, ["partitions", "compression.type"]);
});

Deno.test("ensureTopic() creates no topic that could never be written to", async () => {
  const admin = new FakeTopicAdmin();
  const ensured = ensureTopic(admin, { ...PLAN, replicationFactor: atLeast(1) });
  await rejects(ensured, { code: "min_insync_too_high", exitCode: 2 });
  deepEqual(admin.changes, []);
});

Deno.test("ensureTopic() passes a refusal on, with what it was about", async () => {
  const admin = new FakeTopicAdmin();
  admin.refusal = withError("INVALID_REPLICATION_FACTOR");
  await rejects(ensureTopic(admin, PLAN), ({ code, message }: ProgramError) => {
    equal(code, "brokers_too_few");
    match(message, /Cannot create topic "ticks" with retention.ms=3600000, min.insync/);
    return true;
  });
  admin.add("ticks", 2);
  admin.refusal = withError("POLICY_VIOLATION");
  const grown = { ...PLAN, replicationFactor: exactly(1), configs: {} };
  await rejects(ensureTopic(admin, grown), { code: "topic_policy_violated" });
});

Deno.test("ensureTopic() ends with the signal and changes nothing more", async () => {
  const admin = new FakeTopicAdmin();
  const signal = AbortSignal.abort(new Error("enough"));
  await rejects(ensureTopic(admin, PLAN, { signal }), /enough/);
  deepEqual(admin.changes, []);
});

Deno.test("checkTopic() finds the same differences and changes nothing", async () => {
  const admin = new FakeTopicAdmin();
  equal(differences(await checkTopic(admin, PLAN)).length, 4);
  admin.add("ticks", 2);
  const { findings } = await checkTopic(admin, PLAN);
  deepEqual(findings.map(({ mend }) => mend), ["grow", "by_hand", "alter", "by_hand"]);
  deepEqual(admin.changes, []);
});
