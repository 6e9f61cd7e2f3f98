import { askCluster } from "@kafka-sim/common/cluster_query";
import type { PartitionMetadata } from "@kafka-sim/common/metadata";
import type { KafkaNode } from "../../kafka/embedded.ts";
import type { Stage } from "../stage.ts";

/** Seconds. */
const RETURN = 90;
const ANSWER_MS = 1_000;

/** Options of {@linkcode excuseUntilSecondCopies}. */
export interface ExcuseOptions {
  /** Of the fault. */
  readonly name: string;
  /** When its nodes were killed, milliseconds since 1970. */
  readonly killed: number;
  /** Asks about the partitions of the run's topic. */
  readonly ask: () => Promise<readonly PartitionMetadata[]>;
}

/**
 * Excuses each partition for itself, from then until a second copy of it is in sync.
 *
 * @throws {LateError} If not all have one in time; what has none is not excused.
 */
export async function excuseUntilSecondCopies(
  stage: Stage,
  { name, killed, ask }: ExcuseOptions,
): Promise<void> {
  const from = new Date(killed).toISOString();
  const alone = new Set(stage.status.partitions.map(({ partition }) => partition));
  await stage.until("a second copy of every partition in sync", RETURN, async () => {
    for (const one of await ask()) {
      if (!alone.has(one.partition) || !hasSecondCopy(stage, one)) continue;
      const excused = { from, to: new Date().toISOString(), partition: one.partition };
      await stage.auditor.fault({ name, excused });
      alone.delete(one.partition);
    }
    return alone.size === 0;
  });
}

/**
 * What those that were gone say of the partitions, as soon as one is up: it knows what happened
 * meanwhile, where whoever was left may still believe in what was before.
 */
export async function askReturned(
  { status }: Stage,
  nodes: readonly KafkaNode[],
): Promise<readonly PartitionMetadata[]> {
  const addresses = nodes.filter(({ state }) => state === "up").map(({ address }) => address);
  const options = { tls: false, timeout: ANSWER_MS };
  const { topics } = await askCluster(addresses, [status.topic], options);
  return topics[0]?.partitions ?? [];
}

/** A node that is not up is no copy, though nobody may have struck it off yet. */
function hasSecondCopy({ nodes }: Stage, { leader, inSync }: PartitionMetadata): boolean {
  const up = nodes.filter(({ state }) => state === "up").map(({ id }) => id);
  return up.includes(leader) && inSync.filter((id) => up.includes(id)).length >= 2;
}
