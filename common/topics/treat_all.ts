import { checkTopic, needsHands, previewTopic, type TopicReport } from "./ensure.ts";
import type { TopicPlan } from "./plan.ts";
import { planDeadLetters, planRegistry, planTicks } from "./plans.ts";
import type { TopicsSettings } from "./settings.ts";
import type { TopicAdmin } from "./topic_admin.ts";

/** A dead broker is among those to ask until its session times out, nine seconds by default. */
const CHECK_PATIENCE_MS = 15_000;

/** Collaborators of {@linkcode treatAll}. */
export interface TreatOptions {
  readonly admin: TopicAdmin;
  /** Mends a topic. */
  readonly ensure: (plan: TopicPlan) => Promise<TopicReport>;
  readonly signal: AbortSignal;
}

type Treat = (plan: TopicPlan) => Promise<TopicReport>;

/**
 * Checks or mends all topics that the settings ask for. Mends none of them where something of any can
 * only be mended by hand: what was done to the others would stay done.
 *
 * @throws {ProgramError} As `checkTopic` and `ensureTopic` do.
 * @throws The signal's reason.
 */
export async function treatAll(
  settings: Omit<TopicsSettings, "brokers">,
  { admin, ensure, signal }: TreatOptions,
): Promise<TopicReport[]> {
  const each = (treat: Treat) => (plan: TopicPlan) => {
    signal.throwIfAborted();
    return treat(plan);
  };
  const check = each((plan) => checkTopic(admin, plan, { signal, patience: CHECK_PATIENCE_MS }));
  if (settings.check) return await inTurn(settings, check);
  const previews = await inTurn(settings, each((plan) => previewTopic(admin, plan, { signal })));
  return previews.some(needsHands) ? previews : await inTurn(settings, each(ensure));
}

/** One after the other: the dead letter topic is to be like that of the ticks. */
async function inTurn(
  settings: Omit<TopicsSettings, "brokers">,
  treat: Treat,
): Promise<TopicReport[]> {
  const ticks = await treat(planTicks(settings));
  const reports = [ticks];
  const { dlq = `${settings.topic}_dlq` } = settings;
  if (dlq !== "off") reports.push(await treat(planDeadLetters(dlq, settings, ticks.state)));
  if (!settings.registryTopics) return reports;
  for (const plan of planRegistry(settings)) reports.push(await treat(plan));
  return reports;
}
