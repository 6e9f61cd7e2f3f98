/**
 * Topics, as the topic program treats them: for programs that need one of their own.
 *
 * @example
 * ```ts
 * const admin = new KafkajsTopicAdmin(connectedAdmin, client, settings);
 * const plan = planTicks({ topic: "stock_ticks_drill_1", partitions: 6, replicationFactor: 3, retention: -1 });
 * const { findings } = await ensureTopic(admin, plan, { signal });
 * ```
 */
export { type Finding, type Mend } from "./compare.ts";
export { checkTopic, ensureTopic, type TopicReport } from "./ensure.ts";
export { KafkajsTopicAdmin } from "./kafkajs_topic_admin.ts";
export { atLeast, exactly, type TopicPlan, type Wish } from "./plan.ts";
export { planDeadLetters, planRegistry, planTicks, type TickTopicOptions } from "./plans.ts";
export { type SettleOptions } from "./settle.ts";
export { changes, differences, reportText } from "./table.ts";
export {
  type NewTopic,
  type TopicAdmin,
  type TopicConfig,
  type TopicState,
} from "./topic_admin.ts";
