import kafkajs, { type PartitionMetadata } from "kafkajs";
import type { Need } from "../runner/suites.ts";
import { brokersOf } from "./environment.ts";
import { withAdmin } from "./kafka_admin.ts";

/** What a topic is like. */
export interface TopicView {
  readonly partitions: readonly PartitionMetadata[];
  /** Number of replicas by partition. */
  readonly replicas: readonly number[];
  readonly configs: ReadonlyMap<string, string>;
}

/** A topic as Kafka has it: undefined if there is none. */
export async function lookAtTopic(
  topic: string,
  need: Need = "single",
): Promise<TopicView | undefined> {
  return await withAdmin(await brokersOf(need), async (admin) => {
    if (!(await admin.listTopics()).includes(topic)) return undefined;
    const metadata = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = metadata.topics[0]!.partitions;
    const type = kafkajs.ConfigResourceTypes.TOPIC;
    const resources = [{ type, name: topic }];
    const described = await admin.describeConfigs({ resources, includeSynonyms: false });
    const configs = new Map(
      described.resources[0]!.configEntries.map((each) => [each.configName, each.configValue]),
    );
    return { partitions, replicas: partitions.map(({ replicas }) => replicas.length), configs };
  });
}

/** Sets these configs of a topic and no others. */
export async function alterTopic(
  topic: string,
  configs: Readonly<Record<string, string>>,
): Promise<void> {
  const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }));
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const resources = [{ type, name: topic, configEntries }];
  await withAdmin(await brokersOf("single"), (admin) =>
    admin.alterConfigs({
      ...{ resources, validateOnly: false },
    }));
}
