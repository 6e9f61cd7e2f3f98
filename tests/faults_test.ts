import { equal, match, ok, throws } from "node:assert/strict";
import { compare, type Comparison, requireIntact } from "./support/compare.ts";
import { actOn, brokersOf, heal, type NodeAction, tell } from "./support/environment.ts";
import { type LoggedRecord, readLog } from "./support/java_log.ts";
import { allInSync, createTopics } from "./support/kafka_admin.ts";
import { Load } from "./support/load.ts";
import { longestOutage } from "./support/outage.ts";
import type { ProducerHistory } from "./support/sent_history.ts";
import { removeFirst, writeAgain } from "./support/tamper.ts";
import { pass } from "./support/until.ts";
import { findVictim, SPREAD, type Victim } from "./support/victim.ts";

const RATE = 2_000;
/** The clusters' `broker.session.timeout.ms`: a dead leader is noticed after that. */
const SESSION_S = 9;
/** How much longer than the session a request waits for its answer. */
const REQUEST_MARGIN_S = 3;
/** For noticing, electing and finding the new leader. */
const FIND_S = 4;
/** A dead controller has to be replaced before it can replace dead leaders. */
const CONTROLLER_S = 4;
const PAUSE_S = 30;
/** The load before a fault and after the last node is back, so that both are in what is judged. */
const CALM_S = 3;

/** A fault of one node, and the longest that a partition may go without acknowledgement. */
interface Fault {
  readonly name: string;
  readonly isController: boolean;
  /** Seconds, without the controller's. */
  readonly limit: number;
  readonly inject: NodeAction;
  /** Seconds for which the fault lasts at least. */
  readonly lasts: number;
}

const KILL = { name: "SIGKILL", inject: "kill", lasts: 0 } as const;
const STOP = { name: "SIGTERM", inject: "stop", lasts: 0 } as const;
const PAUSE = { name: "SIGSTOP", inject: "pause", lasts: PAUSE_S } as const;

const FAULTS: readonly Fault[] = [
  { ...KILL, isController: false, limit: SESSION_S + FIND_S },
  { ...KILL, isController: true, limit: SESSION_S + FIND_S },
  { ...STOP, isController: false, limit: 2 },
  { ...PAUSE, isController: false, limit: SESSION_S + REQUEST_MARGIN_S + FIND_S },
  { ...PAUSE, isController: true, limit: SESSION_S + REQUEST_MARGIN_S + FIND_S },
];

for (const [index, fault] of FAULTS.entries()) {
  const victim = fault.isController ? "the active controller" : "a leader";
  Deno.test(`${fault.name} of ${victim} loses nothing and is overcome in time`, async () => {
    const brokers = await brokersOf("three");
    const topic = `faults_${index}`;
    await createTopics(brokers, { [topic]: { replicas: SPREAD } });
    const { history, node, troubles } = await endure(fault, { brokers, topic });
    const comparison = compare([history], await readLog(brokers, topic));
    report(fault, node, { comparison, history });
    try {
      equal(comparison.unknown, 0);
      requireIntact(comparison);
      requireLimit(fault, node, history);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${troubles}`, { cause: error });
    }
  });
}

Deno.test("a record removed from the log and one written twice would be noticed", async () => {
  const brokers = await brokersOf("three");
  const topic = "faults_tampered";
  await createTopics(brokers, { [topic]: { replicas: SPREAD } });
  const history = await sendSome({ brokers, topic });
  const log = await readLog(brokers, topic);
  requireIntact(compare([history], log));
  const [first, last] = [log.find(isIn(0))!, log.findLast(isIn(1))!];
  await removeFirst(brokers, topic, 0);
  await writeAgain(brokers, topic, last);

  const comparison = compare([history], await readLog(brokers, topic));
  equal(comparison.lost.length, 1);
  match(comparison.lost[0]!, new RegExp(`partition 0 sequence 0: acknowledged at ${first.offset}`));
  equal(comparison.duplicates.length, 1);
  match(comparison.duplicates[0]!, new RegExp(`partition 1 .* at offsets ${last.offset} and`));
  throws(() => requireIntact(comparison), /1 lost[^]*1 duplicates/);
});

/** Lets a node fail and come back under load. */
async function endure(
  { isController, inject, lasts }: Fault,
  { brokers, topic }: { readonly brokers: string; readonly topic: string },
) {
  await using load = await Load.start({ brokers, topic, rate: RATE });
  await load.flows();
  await pass(CALM_S);
  const node = await findVictim(topic, isController);
  try {
    await actOn("three", node.id, inject);
    await Promise.all([load.flows(60), pass(lasts)]);
  } finally {
    await heal("three");
  }
  await load.flows();
  await pass(CALM_S);
  const history = await load.finish();
  await allInSync(brokers, topic);
  const troubles = load.troubles.map((event) => JSON.stringify(event)).join("\n");
  return { history, node, troubles };
}

function requireLimit(fault: Fault, node: Victim, history: ProducerHistory): void {
  equal(history.partitions.size, SPREAD.length);
  for (const [partition, records] of history.partitions) {
    const seconds = longestOutage(records) / 1000;
    const limit = limitOf(fault, node);
    ok(seconds <= limit, `Partition ${partition} was without for ${seconds} s of ${limit} s`);
  }
}

function limitOf({ limit }: Fault, { isController }: Victim): number {
  return limit + (isController ? CONTROLLER_S : 0);
}

function report(
  fault: Fault,
  node: Victim,
  { comparison, history }: { comparison: Comparison; history: ProducerHistory },
): void {
  const gaps = [...history.partitions].sort(([a], [b]) => a - b).map(([partition, records]) => {
    const seconds = (longestOutage(records) / 1000).toFixed(1);
    return node.leads.includes(partition) ? `${seconds}*` : seconds;
  });
  const { acknowledged, lost, duplicates, reordered } = comparison;
  const who = `${fault.name} of node ${node.id}${node.isController ? ", active controller" : ""}`;
  tell(`${who}: longest time without acknowledgement, by partition (* its own)`);
  tell(`  ${gaps.join("  ")} s; allowed ${limitOf(fault, node)} s`);
  tell(
    `  ${acknowledged} acknowledged, ${lost.length} lost, ${duplicates.length} duplicate, ` +
      `${reordered.length} reordered`,
  );
}

async function sendSome(
  { brokers, topic }: { readonly brokers: string; readonly topic: string },
): Promise<ProducerHistory> {
  await using load = await Load.start({ brokers, topic, rate: RATE });
  await load.flows();
  return await load.finish();
}

function isIn(partition: number): (record: LoggedRecord) => boolean {
  return (record) => record.partition === partition;
}
