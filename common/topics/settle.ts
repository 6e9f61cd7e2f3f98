import { ProgramError } from "../errors.ts";
import { wait } from "../wait.ts";
import { checkLeaders, compare, type Finding } from "./compare.ts";
import type { TopicPlan } from "./plan.ts";
import { explainRefusal } from "./refusal.ts";
import type { TopicAdmin, TopicState } from "./topic_admin.ts";

/** How long brokers get to hear of changes. */
export interface SettleOptions {
  readonly signal?: AbortSignal;
  /**
   * Milliseconds until all brokers must see the topic as it should be, each partition with a leader.
   *
   * @default {30000}
   */
  readonly patience?: number;
}

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;
const WORTH_WAITING = ["cluster_not_ready", "topic_change_failed", "topic_not_settled"];

/**
 * What the topic is like; undefined if there is none. Asks again while a broker that died a moment
 * ago is still among those to ask.
 *
 * @throws {ProgramError} If the cluster cannot be asked.
 */
export async function lookAtTopic(
  admin: TopicAdmin,
  name: string,
  options: SettleOptions,
): Promise<TopicState | undefined> {
  return await repeat(options, () => look(admin, name));
}

/** Waits until every partition of the topic, if there is one, has a leader. */
export async function waitForLeaders(
  admin: TopicAdmin,
  name: string,
  options: SettleOptions,
): Promise<TopicState | undefined> {
  return await repeat(options, async () => {
    const state = await look(admin, name);
    if (state) requireNone(name, checkLeaders(state));
    return state;
  });
}

/** Reads back until the topic is as planned: brokers hear of changes one after the other. */
export async function waitForPlan(
  admin: TopicAdmin,
  plan: TopicPlan,
  options: SettleOptions,
): Promise<TopicState> {
  return await repeat(options, async () => {
    const state = await look(admin, plan.name);
    const findings = compare(plan, state);
    requireNone(plan.name, findings.filter(({ mend }) => mend !== "nothing" && mend !== "by_hand"));
    const isServed = state && await admin.isServed(plan.name, state.partitions.length);
    if (!isServed) throw unsettled(plan.name, "not every broker sees all partitions with a leader");
    return state;
  });
}

async function look(admin: TopicAdmin, name: string): Promise<TopicState | undefined> {
  return await admin.describe(name).catch((error) => {
    throw explainRefusal(`look at topic "${name}"`, error);
  });
}

async function repeat<T>(
  { signal, patience = PATIENCE_MS }: SettleOptions,
  look: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const isWorthWaiting = error instanceof ProgramError && WORTH_WAITING.includes(error.code);
      if (!isWorthWaiting || performance.now() >= deadline) throw error;
    }
    await wait(LOOK_EVERY_MS, signal);
  }
}

function requireNone(topic: string, open: readonly Finding[]): void {
  if (open.length === 0) return;
  const states = open.map(({ property, found = "none" }) => `${property} ${found}`).join(", ");
  throw unsettled(topic, states, open.find(({ remedy }) => remedy)?.remedy);
}

function unsettled(topic: string, state: string, remedy?: string): ProgramError {
  return new ProgramError("topic_not_settled", `Cannot finish topic "${topic}" in time: ${state}`, {
    remedy: remedy ?? "See the brokers' logs, then start again",
  });
}
