import { deepEqual, equal, match, ok } from "node:assert/strict";
import { brokersOf } from "./support/environment.ts";
import { TestProgram } from "./support/program.ts";
import { alterTopic, lookAtTopic } from "./support/topic_view.ts";

const HOURS = 60 * 60 * 1000;
const KAFKA_DEFAULT_BYTES = 1_048_588;

/** What one run of the topic program came to. */
interface Outcome {
  readonly code: number;
  readonly table: string;
  readonly program: TestProgram;
}

async function topics(args: readonly string[], need: "single" | "three" = "single") {
  return await runTopics([`--brokers=${await brokersOf(need)}`, ...args]);
}

async function runTopics(args: readonly string[]): Promise<Outcome> {
  await using program = await TestProgram.start("common/topics", args);
  const { code } = await program.end();
  return { code, table: program.stdout, program };
}

function failure({ program }: Outcome): Readonly<Record<string, unknown>> {
  return program.events.find(({ event }) => event === "failed") ?? {};
}

Deno.test("topics: creates both topics, changes nothing the second time, and says so", async () => {
  const first = await topics(["--topic=t_new"]);
  equal(first.code, 0, first.program.stderr);
  match(first.table, /^t_new +partitions +at least 3 +none +created$/m);
  match(first.table, /^Created t_new, t_new_dlq$/m);
  const [source, dlq] = [await lookAtTopic("t_new"), await lookAtTopic("t_new_dlq")];
  deepEqual([source?.replicas, dlq?.replicas], [[1, 1, 1], [1, 1, 1]]);
  equal(source?.configs.get("retention.ms"), String(168 * HOURS));
  equal(dlq?.configs.get("max.message.bytes"), String(KAFKA_DEFAULT_BYTES + 64 * 1024));
  ok(source?.partitions.every(({ leader }) => leader >= 0));

  const second = await topics(["--topic=t_new"]);
  equal(second.code, 0);
  match(second.table, /^Everything is as wanted: nothing to change$/m);
  const checked = second.program.events.filter(({ event }) => event === "topic_checked");
  deepEqual(checked.map(({ topic, changes, differences }) => [topic, changes, differences]), [
    ["t_new", [], []],
    ["t_new_dlq", [], []],
  ]);
});

Deno.test("topics: --check finds drift, exits 1 and changes nothing", async () => {
  const missing = await topics(["--topic=t_check", "--check"]);
  equal(missing.code, 1);
  equal(await lookAtTopic("t_check"), undefined);
  const wanted = ["--topic=t_check", "--partitions=2", "--retention=2h"];
  equal((await topics(wanted)).code, 0);
  equal((await topics([...wanted, "--check"])).code, 0);

  await alterTopic("t_check", { "retention.ms": "1000" });
  const drifted = await topics([...wanted, "--check"]);
  equal(drifted.code, 1);
  match(drifted.table, /^t_check +retention\.ms +2h +1000ms +differs$/m);
  match(drifted.table, /^Differences: 1; nothing was changed$/m);
  equal((await lookAtTopic("t_check"))?.configs.get("retention.ms"), "1000");
  equal((await topics(wanted)).code, 0);
  equal((await lookAtTopic("t_check"))?.configs.get("retention.ms"), String(2 * HOURS));
});

Deno.test("topics: grows, says what that means, and keeps configs it is not told about", async () => {
  equal((await topics(["--topic=t_grow", "--config=segment.bytes=1048576"])).code, 0);
  const { code, table } = await topics(["--topic=t_grow", "--partitions=6", "--retention=1h"]);
  equal(code, 0);
  match(table, /^t_grow +partitions +6 +3 +grown$/m);
  match(table, /most keys go now to another partition/);
  match(table, /^Grown t_grow; altered t_grow, t_grow_dlq$/m);
  const topic = await lookAtTopic("t_grow");
  equal(topic?.partitions.length, 6);
  equal(topic?.configs.get("retention.ms"), String(HOURS));
  equal(topic?.configs.get("segment.bytes"), "1048576");
  // What is not given wants no more than the defaults.
  equal((await topics(["--topic=t_grow", "--check", "--retention=1h"])).code, 0);
});

Deno.test("topics: a dead letter always fits, also when the source's records grow", async () => {
  equal((await topics(["--topic=t_bytes"])).code, 0);
  equal((await topics(["--topic=t_bytes", "--config=max.message.bytes=5000000"])).code, 0);
  const dlq = await lookAtTopic("t_bytes_dlq");
  equal(dlq?.configs.get("max.message.bytes"), String(5_000_000 + 64 * 1024));
  // The config before was the topic's own and must not go with the alteration.
  equal(dlq?.configs.get("retention.ms"), String(168 * HOURS));
});

Deno.test("topics: reports what cannot be mended, with the remedy, and never shrinks", async () => {
  const config = "--config=compression.type=gzip";
  equal((await topics(["--topic=t_hand", "--dlq=off", "--partitions=4", config])).code, 0);
  const args = ["--partitions=2", "--replication-factor=2", "--retention=1h"];
  const outcome = await topics(["--topic=t_hand", "--dlq=off", ...args]);
  equal(outcome.code, 1);
  match(outcome.table, /^t_hand, partitions: .*ask for 4/m);
  match(outcome.table, /^t_hand, replication factor: .*kafka-reassign-partitions/m);
  match(outcome.table, /^t_hand, compression\.type: .*--config compression\.type=producer/m);
  match(outcome.table, /^Differences: 4; nothing was changed$/m);
  equal(failure(outcome).code, "topic_differs");
  const topic = await lookAtTopic("t_hand");
  deepEqual(topic?.replicas, [1, 1, 1, 1]);
  equal(topic?.configs.get("retention.ms"), String(168 * HOURS));
  equal(topic?.configs.get("compression.type"), "gzip");
});

Deno.test("topics: without dead letters and for ever, as drills want it", async () => {
  const { code, table } = await topics(["--topic=t_drill", "--dlq=off", "--retention=off"]);
  equal(code, 0);
  match(table, /^t_drill +retention\.ms +for ever/m);
  equal((await lookAtTopic("t_drill"))?.configs.get("retention.ms"), "-1");
  equal(await lookAtTopic("t_drill_dlq"), undefined);
});

Deno.test("topics: three brokers take three replicas, the dead letters too", async () => {
  const args = ["--partitions=6", "--replication-factor=3", "--min-insync-replicas=2"];
  const { code, program } = await topics(["--topic=t_three", ...args], "three");
  equal(code, 0, program.stderr);
  for (const [name, partitions] of [["t_three", 6], ["t_three_dlq", 3]] as const) {
    const topic = await lookAtTopic(name, "three");
    deepEqual(topic?.replicas, Array(partitions).fill(3));
    equal(topic?.configs.get("min.insync.replicas"), "2");
  }
  equal((await topics(["--topic=t_three", ...args, "--check"], "three")).code, 0);
});

Deno.test("topics: waits for brokers that are fewer than the replicas, then says so", async () => {
  const args = ["--topic=t_few", "--replication-factor=3", "--startup-timeout=1s"];
  const outcome = await topics(args);
  equal(outcome.code, 1);
  ok(outcome.program.events.some(({ event }) => event === "cluster_waiting"));
  const { code, message } = failure(outcome);
  equal(code, "brokers_too_few");
  match(String(message), /3 replicas .* too few brokers: 1 alive/);
  equal(await lookAtTopic("t_few"), undefined);
});

Deno.test("topics: refuses what Kafka refuses, and what could never be written to", async () => {
  const unknown = await topics(["--topic=t_refused", "--config=no.such=1"]);
  deepEqual([unknown.code, failure(unknown).code], [2, "topic_config_refused"]);
  match(String(failure(unknown).message), /no\.such=1/);
  const unwritable = await topics(["--topic=t_refused", "--min-insync-replicas=2"]);
  deepEqual([unwritable.code, failure(unwritable).code], [2, "min_insync_too_high"]);
  equal(await lookAtTopic("t_refused"), undefined);
});

Deno.test("topics: reports all wrong settings at once, before any connection", async () => {
  const { code, program } = await runTopics([
    ...["--brokers=nowhere", "--partitions=0", "--retention=soon", "--dlq=a b", "--grow"],
  ]);
  equal(code, 2);
  deepEqual(program.events.map(({ event }) => event), Array(5).fill("setting_refused"));
});

Deno.test("topics: two at the same time agree", async () => {
  const outcomes = await Promise.all([1, 2].map(() => topics(["--topic=t_both"])));
  deepEqual(outcomes.map(({ code }) => code), [0, 0]);
  equal((await lookAtTopic("t_both"))?.partitions.length, 3);
});

Deno.test("topics: an interruption is no success", async () => {
  const brokers = `--brokers=${await brokersOf("single")}`;
  const args = [brokers, "--topic=t_stopped", "--replication-factor=3"];
  await using program = await TestProgram.start("common/topics", args);
  await program.event("cluster_waiting");
  equal((await program.stop()).code, 1);
  equal(program.events.at(-1)?.code, "interrupted");
});
