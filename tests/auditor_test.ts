import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Audit, judge, lives, readReport } from "./support/auditor.ts";
import { brokersOf, exists, makeFolder, tell } from "./support/environment.ts";
import { testClient, withAdmin } from "./support/kafka_admin.ts";
import { until } from "./support/until.ts";

const LEAST = ["--min-acknowledged=2000", "--min-per-partition=50"];
const FLAGS = ["--rate=1000", "--senders=2", "--readers=3", "--keep-topic", ...LEAST];
const GOES_ON_S = 5;

Deno.test("the auditor passes a quiet run, and finds what is tampered with afterwards", async () => {
  const brokers = await brokersOf("three");
  const folder = `${await makeFolder("auditor")}/run`;
  const topic = await quietRun(brokers, folder);

  const again = await judge(brokers, folder, LEAST);
  equal(again.code, 0, again.output);
  equal(again.report!.fault?.name, "none", "it knows the run's journal");

  const elsewhere = await judge(await brokersOf("single"), folder, LEAST);
  equal(elsewhere.code, 1, elsewhere.output);
  match(elsewhere.output, /^Inconclusive: Cannot read from another cluster than/);
  const other = await judge(brokers, folder, [...LEAST, "--cluster-id=another"]);
  match(other.output, /^Inconclusive: Cannot judge a run on cluster "another": its journal says/);

  await withAdmin(brokers, async (admin) => {
    await admin.fetchTopicOffsets(topic); // or kafkajs would not know the topic's leaders
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "1" }] });
  });
  const deleted = await judge(brokers, folder, LEAST);
  equal(deleted.code, 3, deleted.output);
  deepEqual(deleted.report!.verdict.failing, ["deleted"]);
  match(deleted.output, /^Failed: 1 of [\d,]+ acknowledged records is deleted/);

  const producer = testClient(brokers).producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ partition: 1, key: "AAPL", value: "{}" }] });
  await producer.disconnect();
  const strange = await judge(brokers, folder, LEAST);
  deepEqual(strange.report!.verdict.failing, ["deleted", "stranger"]);
});

Deno.test("a second auditor is kept out of a run's folder", async () => {
  const brokers = await brokersOf("three");
  const folder = `${await makeFolder("auditor")}/run`;
  await using first = await Audit.start(brokers, folder, FLAGS);
  await first.program.event("control_listening");
  await using second = await Audit.start(brokers, folder, FLAGS);
  const { code } = await second.program.end();
  equal(code, 1);
  match(second.program.stdout, /another auditor is at work in it/);
});

Deno.test("after kill -9 of the auditor its programs end, and their ledgers can be judged", async () => {
  const brokers = await brokersOf("three");
  const folder = `${await makeFolder("auditor")}/run`;
  await using audit = await Audit.start(brokers, folder, FLAGS);
  await enough(audit);
  audit.program.kill("SIGKILL");
  await audit.program.end();
  equal(audit.children.length, 5);
  await until("the end of the programs", 60, () => !audit.children.some(lives));

  const { code, report, output } = await judge(brokers, folder, LEAST);
  equal(code, 1, output);
  const { failing, doubts } = report!.verdict;
  deepEqual(failing, [], output);
  // Besides, the readers may have ended before the senders' last records came to them.
  ok(doubts.includes("the run was cut short"), doubts.join("; "));
  ok(report!.totals.acknowledged >= 2_000);
});

Deno.test("a run that is killed while it stops does not pass afterwards", async () => {
  const brokers = await brokersOf("three");
  const folder = `${await makeFolder("auditor")}/run`;
  await using audit = await Audit.start(brokers, folder, FLAGS);
  await enough(audit);
  await audit.post("/stop");
  await until("the stopping", 30, () => audit.program.stderr.includes("stopping"));
  audit.program.kill("SIGKILL");
  await audit.program.end();
  await until("the end of the programs", 60, () => !audit.children.some(lives));
  const { code, report, output } = await judge(brokers, folder, LEAST);
  equal(code, 1, output);
  const { failing, doubts } = report!.verdict;
  deepEqual(failing, [], output);
  match(doubts.join("; "), /the run was cut short while it was (stopping|catching-up|reading)/);
});

/** A run that is steered as a drill does it; returns its topic. */
async function quietRun(brokers: string, folder: string): Promise<string> {
  await using audit = await Audit.start(brokers, folder, [...FLAGS, "--duration=120s"]);
  const { topic, partitions, senders, readers } = await audit.flows();
  deepEqual(partitions.map(({ isr }) => isr.length), [3, 3, 3, 3, 3, 3]);
  deepEqual([senders.length, readers.length], [2, 3]);
  const limits = { writing: 10, reading: 20 };
  await audit.post("/fault", { name: "none", expectation: "nothing", bites: 0, limits });
  await audit.post("/mark", { name: "none", phase: "quiet" });
  await enough(audit);
  await audit.post("/stop");
  const { code } = await audit.program.end(120);
  equal(code, 0, audit.program.stdout + audit.program.stderr);

  const { verdict, totals, partitions: judged, marks } = readReport(folder)!;
  equal(verdict.result, "passed");
  equal(totals.records, totals.sent);
  equal(totals.handled, totals.records);
  ok(judged.every(({ changes, leaders }) => changes.length > 0 && leaders.length === 2));
  // From a follower the second time, as no leader has moved.
  ok(judged.every(({ leaders: [first, second] }) => first!.leads && !second!.leads));
  ok(judged.every(({ leaders: [first, second] }) => first!.node !== second!.node));
  ok(marks.some(({ phase }) => phase === "quiet"));
  ok(exists(`${folder}/report.html`));
  equal(audit.program.stdout.trimEnd().split("\n").length, 10);
  tell(audit.program.stdout.split("\n")[0]!);
  return topic;
}

/** Lets a run go on until it can be judged. */
async function enough(audit: Audit): Promise<void> {
  const { acknowledged: before } = await audit.flows();
  await until("enough acknowledgements", 60, async () => {
    const { acknowledged, partitions } = await audit.status();
    return acknowledged >= Math.max(2_000, before + 1_000 * GOES_ON_S) &&
      partitions.every((partition) => partition.acknowledged >= 50);
  });
}
