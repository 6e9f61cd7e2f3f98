import { ProgramError } from "../errors.ts";
import { compare, type Finding } from "./compare.ts";
import { exactly, type TopicPlan } from "./plan.ts";
import { explainRefusal } from "./refusal.ts";
import { lookAtTopic, type SettleOptions, waitForLeaders, waitForPlan } from "./settle.ts";
import type { TopicAdmin, TopicState } from "./topic_admin.ts";

/** What was found of a topic, and whether it was mended. */
export interface TopicReport {
  readonly topic: string;
  /** As it was before anything was mended. */
  readonly findings: readonly Finding[];
  /** Whether it has been mended; nothing has where something can only be mended by hand. */
  readonly isMended: boolean;
  /** Undefined: there is still no such topic. */
  readonly state: TopicState | undefined;
}

const MIN_INSYNC = "min.insync.replicas";

/**
 * Compares a topic with the plan and changes nothing.
 *
 * @throws {ProgramError} If the cluster cannot be asked.
 * @throws The signal's reason.
 */
export async function checkTopic(
  admin: TopicAdmin,
  plan: TopicPlan,
  options: SettleOptions = {},
): Promise<TopicReport> {
  const state = await lookAtTopic(admin, plan.name, options);
  return { topic: plan.name, findings: compare(plan, state), isMended: false, state };
}

/**
 * The same, once every partition has a leader, and so as `ensureTopic` would find it.
 *
 * @throws {ProgramError} If the cluster cannot be asked, or a leader is missing for too long.
 * @throws The signal's reason.
 */
export async function previewTopic(
  admin: TopicAdmin,
  plan: TopicPlan,
  options: SettleOptions = {},
): Promise<TopicReport> {
  const state = await waitForLeaders(admin, plan.name, options);
  return { topic: plan.name, findings: compare(plan, state), isMended: false, state };
}

/** Whether something can only be mended by hand. */
export function needsHands({ findings }: TopicReport): boolean {
  return findings.some(({ mend }) => mend === "by_hand");
}

/**
 * Creates the topic, or grows and alters it as far as the plan wants and Kafka can: partitions are
 * never removed, topics never deleted, configs that the plan does not name stay. Resolves when all
 * brokers see it so and every partition has a leader. A topic that is as planned is not touched, nor
 * one with a difference that can only be mended by hand: growing, for one, is never undone.
 *
 * @throws {ProgramError} If Kafka refuses, or it takes longer than the patience.
 * @throws The signal's reason.
 */
export async function ensureTopic(
  admin: TopicAdmin,
  plan: TopicPlan,
  options: SettleOptions = {},
): Promise<TopicReport> {
  const preview = await previewTopic(admin, plan, options);
  const { findings, state: before } = preview;
  options.signal?.throwIfAborted();
  if (needsHands(preview)) return preview;
  if (!before) await create(admin, plan);
  const kept = before ? await change(admin, plan, { findings, state: before }) : {};
  const whole = { ...plan, configs: { ...mapValues(kept, exactly), ...plan.configs } };
  const state = await waitForPlan(admin, whole, options);
  // The brokers' own settings, or whoever created it at the same moment, may have had their say.
  const surprises = before ? [] : compare(plan, state).filter(({ mend }) => mend === "by_hand");
  return { topic: plan.name, findings: [...findings, ...surprises], isMended: true, state };
}

async function create(admin: TopicAdmin, plan: TopicPlan): Promise<void> {
  const { name, partitions, replicationFactor } = plan;
  const minInsync = Number(plan.configs[MIN_INSYNC]?.value ?? 1);
  if (minInsync > replicationFactor.value) {
    const state = `${minInsync} must be in sync, and there are to be ${replicationFactor.value}`;
    throw new ProgramError("min_insync_too_high", `Cannot write to topic "${name}": ${state}`, {
      remedy: "Raise --replication-factor, or lower --min-insync-replicas",
      exitCode: 2,
    });
  }
  const configs = mapValues(plan.configs, ({ value }) => value);
  await admin.create({
    ...{ name, configs },
    ...{ partitions: partitions.value, replicationFactor: replicationFactor.value },
  }).catch((error) => {
    throw explainRefusal(`create topic "${name}"${listed(configs)}`, error);
  });
}

/** @returns The configs that were not to change and have been written again. */
async function change(
  admin: TopicAdmin,
  { name, partitions }: TopicPlan,
  { findings, state }: { readonly findings: readonly Finding[]; readonly state: TopicState },
): Promise<Record<string, string>> {
  if (findings.some(({ mend }) => mend === "grow")) {
    await admin.grow(name, partitions.value).catch((error) => {
      throw explainRefusal(`grow topic "${name}" to ${partitions.value} partitions`, error);
    });
  }
  const altered = findings.filter(({ mend }) => mend === "alter");
  if (altered.length === 0) return {};
  const changes = Object.fromEntries(altered.map(({ property, wanted }) => [property, wanted]));
  // The call takes back to its default whatever it does not name.
  const own = [...state.configs ?? []].filter(([config, { isOwn }]) =>
    isOwn && !(config in changes)
  );
  const kept = Object.fromEntries(own.map(([config, { value }]) => [config, value]));
  await admin.replaceConfigs(name, { ...kept, ...changes }).catch((error) => {
    throw explainRefusal(`alter topic "${name}"${listed(changes)}`, error);
  });
  return kept;
}

function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function listed(configs: Readonly<Record<string, string>>): string {
  const list = Object.entries(configs).map(([name, value]) => `${name}=${value}`).join(", ");
  return list && ` with ${list}`;
}
