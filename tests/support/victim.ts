import { fetchPartitions } from "../../dev/kafka/partitions.ts";
import { type ClusterView, lookAtCluster } from "./environment.ts";
import { until } from "./until.ts";

/** A node that leads partitions. */
export interface Victim {
  readonly id: number;
  readonly isController: boolean;
  /** Partitions that it leads. */
  readonly leads: readonly number[];
}

/** Six partitions of which each of three nodes leads two, in an order that spreads the followers. */
export const SPREAD: readonly (readonly number[])[] = [
  ...[[1, 2, 3], [2, 3, 1], [3, 1, 2]],
  ...[[1, 3, 2], [2, 1, 3], [3, 2, 1]],
];

/** A leader of partitions of this topic that is the active controller, or one that is not. */
export async function findVictim(topic: string, isController: boolean): Promise<Victim> {
  return await until(
    `a leader that is${isController ? "" : " not"} the controller`,
    30,
    async () => {
      const cluster = await lookAtCluster("three");
      const leads = await countLeads(cluster, topic);
      const fits = (id: number) => leads.has(id);
      const hasController = cluster.nodes.some((node) => node.isController);
      const victim = cluster.nodes.find((node) =>
        node.isController === isController && fits(node.id)
      );
      return hasController && victim && { ...victim, leads: leads.get(victim.id)! };
    },
  );
}

async function countLeads(
  { brokers }: ClusterView,
  topic: string,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const leads = new Map<number, number[]>();
  for (const { partition, leader } of await fetchPartitions(brokers[0]!, topic)) {
    leads.set(leader, [...leads.get(leader) ?? [], partition]);
  }
  return leads;
}
