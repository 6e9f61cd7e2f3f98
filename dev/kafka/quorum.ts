/** A node's word on who leads the quorum. */
export interface QuorumWord {
  /** −1: nobody. */
  readonly leader: number;
  readonly epoch: number;
}

/**
 * Reads a node's `quorum-state`. No request tells: `describeCluster().controller` is any live broker
 * under KRaft.
 */
export function readQuorumState(data: string): QuorumWord | undefined {
  try {
    const text = Deno.readTextFileSync(`${data}/__cluster_metadata-0/quorum-state`);
    const { leaderId, leaderEpoch } = JSON.parse(text);
    return { leader: leaderId, epoch: leaderEpoch };
  } catch {
    // Not there yet, or just being replaced.
    return undefined;
  }
}

/** The leader of the highest epoch that any node knows of; undefined while nobody leads. */
export function activeController(words: readonly (QuorumWord | undefined)[]): number | undefined {
  let latest: QuorumWord = { leader: -1, epoch: -1 };
  for (const word of words) {
    const isNewer = word && (word.epoch > latest.epoch ||
      word.epoch === latest.epoch && word.leader >= 0);
    if (isNewer) latest = word;
  }
  return latest.leader >= 0 ? latest.leader : undefined;
}
