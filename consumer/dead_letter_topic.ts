import type { ClusterMetadata } from "@kafka-sim/common/metadata";

const ENDING = "_dlq";
/** Shared by the topics that have none of their own, such as those of drills. */
const SHARED = "stock_ticks_dlq";

/** A dead letter topic that exists. */
export interface DeadLetterTopic {
  readonly name: string;
  readonly partitions: number;
}

/** What {@linkcode findDeadLetterTopic} needs of the cluster. */
export interface TopicLookUp {
  readonly ask: (topics: readonly string[]) => Promise<Pick<ClusterMetadata, "topics">>;
  /** Waits for a topic; rejects if it does not come. */
  readonly require: (topic: string) => Promise<unknown>;
}

/** Whether a topic holds dead letters: they are shown, and never sent on. */
export function holdsDeadLetters(
  { topic, dlq }: { readonly topic: string; readonly dlq: string | undefined },
): boolean {
  return topic === dlq || topic.endsWith(ENDING);
}

/**
 * Finds the dead letter topic of a topic: what the settings name; else its own, which has its name
 * with `_dlq`; else, if there is none of that name, the one of the ticks.
 */
export async function findDeadLetterTopic(
  { topic, dlq }: { readonly topic: string; readonly dlq: string | undefined },
  { ask, require }: TopicLookUp,
): Promise<DeadLetterTopic> {
  const own = dlq ?? `${topic}${ENDING}`;
  const candidates = dlq === undefined ? [own, SHARED] : [dlq];
  for (;;) {
    const { topics } = await ask(candidates);
    for (const name of candidates) {
      const partitions = topics.find((one) => one.name === name)?.partitions.length ?? 0;
      if (partitions > 0) return { name, partitions };
    }
    await require(own);
  }
}
