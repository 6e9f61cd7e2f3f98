/** Helpers of the tests in this folder. */
import type { KafkaNode } from "../kafka/embedded.ts";
import type { AuditorStatus, FaultNews, PartitionStatus } from "./auditor/control.ts";
import type { Attack } from "./fault.ts";
import type { Lab } from "./lab.ts";
import { Stage } from "./stage.ts";

/** A partition that is well. */
export function partition(changes: Partial<PartitionStatus> = {}): PartitionStatus {
  return {
    ...{ partition: 0, leader: 1, epoch: 0, replicas: [1, 2, 3], isr: [1, 2, 3] },
    ...{ sent: 100, acknowledged: 100, read: 100, acknowledgedPerSecond: 50 },
    ...{ stall: 0, longestStall: 0.2 },
    ...changes,
  };
}

/** The status of a run with these partitions. */
export function status(...partitions: readonly PartitionStatus[]): AuditorStatus {
  return {
    ...{ topic: "topic", group: "group", phase: "running", sent: 0, acknowledged: 0, read: 0 },
    ...{ partitions, senders: [], readers: [] },
  };
}

/** A stage without a cluster whose auditor tells what is said to it. */
export function makeStage(
  statuses: readonly AuditorStatus[],
  signal: AbortSignal = new AbortController().signal,
  ask?: () => Promise<AuditorStatus>,
): { readonly stage: Stage; readonly told: string[]; readonly faults: FaultNews[] } {
  const told: string[] = [];
  const faults: FaultNews[] = [];
  let at = 0;
  const next = () => statuses[Math.min(at++, statuses.length - 1)]!;
  const stage = new Stage({
    ...{ nodes: [], relays: undefined, brokers: [], session: 9, signal },
    watch: { latest: statuses[0]!, fresh: ask ?? (() => Promise.resolve(next())) },
    auditor: {
      fault: (news) => Promise.resolve(void faults.push(news)),
      mark: (_name, phase) => Promise.resolve(void told.push(phase)),
    },
  });
  return { stage, told, faults };
}

/** What {@linkcode makeMarkedStage} makes. */
export interface MarkedStage {
  readonly stage: Stage;
  readonly nodes: readonly KafkaNode[];
  readonly marks: readonly { readonly about: string; readonly time: number }[];
  /** What the marks are about so far. */
  told(): string[];
}

/**
 * A stage of nodes that do as they are told and look after no process, whose marks are kept. The first
 * leads the only partition.
 */
export function makeMarkedStage(...ids: readonly number[]): MarkedStage {
  const { stage } = makeStage([status(partition({ leader: ids[0]! }))]);
  const marks: { about: string; time: number }[] = [];
  const mark = (name: string, phase: string, detail: string, time?: Date) => {
    marks.push({ about: [name, phase, detail].filter(Boolean).join(" "), time: time!.getTime() });
    return Promise.resolve();
  };
  const nodes = ids.map((id) => {
    const node = {
      ...{ id, state: "up", pid: 1_000_000 + id, isActiveController: () => false },
      kill: () => Promise.resolve(void (node.state = "dead")),
      start: () => Promise.resolve(void (node.state = "up")),
      pause: () => void (node.state = "paused"),
      resume: () => void (node.state = "up"),
    };
    return node as unknown as KafkaNode;
  });
  Object.assign(stage, { nodes, auditor: { ...stage.auditor, mark } });
  return { stage, nodes, marks, told: () => marks.map(({ about }) => about) };
}

/** No cluster at all. */
export const NO_LAB: Lab = {
  ...{ run: undefined as never, brokers: [], nodes: [], relays: undefined, data: undefined },
  close: () => Promise.resolve(),
};

/** These proofs, at once. */
export function proving(...proofs: readonly string[]): Pick<Attack, "prove"> {
  return {
    async *prove() {
      yield* proofs;
    },
  };
}

/** An attack that notes what is done. */
export function makeAttack(done: string[], changes: Partial<Attack> = {}): Attack {
  const note = (what: string) => () => Promise.resolve(void done.push(what));
  return {
    ...{ victim: "nobody", expectation: "nothing happens", bites: 1, lasts: 0 },
    ...{ limits: { writing: 1, reading: 2 }, overcome: "by itself" },
    ...{ inject: note("inject"), heal: note("heal"), ...proving("it hurt") },
    ...changes,
  };
}
