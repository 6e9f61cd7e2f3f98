/** The topic whose group goes by its plain name. */
const HOME_TOPIC = "stock_ticks";

/**
 * The name of the group that reads a topic. kafkajs' group leader gives its own topics to every
 * member, so that two topics in one group would break the consumers of both: one group per topic.
 */
export function groupName(group: string, topic: string): string {
  return topic === HOME_TOPIC ? group : `${group}-${topic}`;
}
