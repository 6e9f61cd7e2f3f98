import { isGranted, type TopicPlan, type Wish } from "./plan.ts";
import type { TopicState } from "./topic_admin.ts";

/** How a difference goes away. */
export type Mend = "nothing" | "create" | "grow" | "alter" | "by_hand";

/** One property of a topic: what is wished, what is there. */
export interface Finding {
  /** `partitions`, `replication factor`, `leaders`, or Kafka's name of a config. */
  readonly property: string;
  readonly wanted: string;
  /** More is fine too. */
  readonly isLeast: boolean;
  /** Undefined: there is none. */
  readonly found: string | undefined;
  readonly mend: Mend;
  /** What to do by hand. */
  readonly remedy?: string;
}

const COMPRESSION = "compression.type";
const MIN_INSYNC = "min.insync.replicas";
/** The producer compresses; another topic setting has brokers do it again. */
const COMPRESSIONS_KEPT = ["producer", "snappy"];

/** Compares property by property; the state is undefined where there is no such topic. */
export function compare(plan: TopicPlan, state: TopicState | undefined): Finding[] {
  const configs = Object.entries(plan.configs);
  if (!state) {
    const missing = (property: string, wish: Wish<number | string>) =>
      finding(property, wish, undefined, { mend: "create" });
    return [
      missing("partitions", plan.partitions),
      missing("replication factor", plan.replicationFactor),
      ...configs.map(([name, wish]) => missing(name, wish)),
    ];
  }
  return [
    comparePartitions(plan, state),
    compareReplication(plan, state),
    ...checkLeaders(state),
    ...state.configs ? configs.map(([name, wish]) => compareConfig(name, wish, state)) : [],
    ...checkCompression(plan, state),
  ];
}

/** The number of replicas that every partition has at least. */
export function replicationOf({ partitions }: TopicState): number {
  return Math.min(...partitions.map(({ replicas }) => replicas.length));
}

function comparePartitions({ partitions: wish }: TopicPlan, { partitions }: TopicState): Finding {
  const found = partitions.length;
  if (isGranted(wish, found)) return finding("partitions", wish, found);
  if (found < wish.value) return finding("partitions", wish, found, { mend: "grow" });
  return finding("partitions", wish, found, {
    mend: "by_hand",
    remedy: `Kafka removes no partitions: ask for ${found}, or create another topic`,
  });
}

function compareReplication(
  { replicationFactor: wish }: TopicPlan,
  { partitions }: TopicState,
): Finding {
  const sizes = new Set(partitions.map(({ replicas }) => replicas.length));
  const found = [...sizes].sort((a, b) => a - b).join(" and ");
  if ([...sizes].every((size) => isGranted(wish, size))) {
    return finding("replication factor", wish, found);
  }
  return finding("replication factor", wish, found, {
    mend: "by_hand",
    remedy:
      "Place the replicas with Kafka's own kafka-reassign-partitions, or create another topic",
  });
}

function compareConfig(name: string, wish: Wish<string>, state: TopicState): Finding {
  const found = state.configs?.get(name)?.value;
  if (found !== undefined && isGranted(wish, found)) return finding(name, wish, found);
  if (found === undefined) {
    return finding(name, wish, found, {
      mend: "by_hand",
      remedy: "Correct the name in --config: this Kafka has no such topic config",
    });
  }
  const replicas = replicationOf(state);
  if (name === MIN_INSYNC && Number(wish.value) > replicas) {
    return finding(name, wish, found, {
      mend: "by_hand",
      remedy: `Ask for ${replicas} at most: with fewer replicas than that nothing could be written`,
    });
  }
  return finding(name, wish, found, { mend: "alter" });
}

function checkCompression(plan: TopicPlan, { configs }: TopicState): Finding[] {
  const found = configs?.get(COMPRESSION)?.value ?? "producer";
  if (COMPRESSION in plan.configs || COMPRESSIONS_KEPT.includes(found)) return [];
  return [finding(COMPRESSION, { value: "producer" }, found, {
    mend: "by_hand",
    remedy: `Set it with --config ${COMPRESSION}=producer: brokers compress anew what producers ` +
      "send; records that are there stay as they are",
  })];
}

/** Nothing, or the partitions without a leader. */
export function checkLeaders({ partitions }: TopicState): Finding[] {
  const orphans = partitions.filter(({ leader }) => leader < 0);
  if (orphans.length === 0) return [];
  const numbers = orphans.map(({ partition }) => partition).join(", ");
  const brokers = [...new Set(orphans.flatMap(({ replicas }) => replicas))].sort((a, b) => a - b);
  return [finding("leaders", { value: "every partition" }, `none for ${numbers}`, {
    mend: "by_hand",
    remedy: `Bring back broker ${brokers.join(" or ")}, which has the replicas`,
  })];
}

function finding(
  property: string,
  { value, isLeast = false }: Wish<number | string>,
  found: number | string | undefined,
  mending: { readonly mend: Mend; readonly remedy?: string } = { mend: "nothing" },
): Finding {
  const text = found === undefined ? undefined : String(found);
  return { property, wanted: String(value), isLeast, found: text, ...mending };
}
