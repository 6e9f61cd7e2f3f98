/** A node's two ports on this machine. */
export interface NodePorts {
  readonly broker: number;
  readonly controller: number;
}

/** What the properties of one node follow from. */
export interface NodePlan {
  /** From 1. */
  readonly id: number;
  /** All nodes in the order of their ids. */
  readonly ports: readonly NodePorts[];
  /**
   * The ports by which others reach the nodes, where relays stand before them.
   *
   * @default {the nodes' own}
   */
  readonly fronts?: readonly NodePorts[];
  readonly data: string;
  /** `broker.session.timeout.ms`; Kafka's own default is 9,000. */
  readonly sessionTimeout: number | undefined;
}

const HOST = "127.0.0.1";

/** The server properties of a node that is broker and controller in one. */
export function nodeProperties(plan: NodePlan): string {
  const { id, ports, fronts = ports } = plan;
  const own = ports[id - 1]!;
  const front = fronts[id - 1]!;
  const copies = Math.min(3, ports.length);
  const inSync = copies === 3 ? 2 : 1;
  const voters = fronts.map(({ controller }, index) => `${index + 1}@${HOST}:${controller}`);
  const properties: Record<string, string | number | boolean> = {
    "process.roles": "broker,controller",
    "node.id": id,
    "controller.quorum.voters": voters.join(","),
    "listeners": `PLAINTEXT://${HOST}:${own.broker},CONTROLLER://${HOST}:${own.controller}`,
    "advertised.listeners":
      `PLAINTEXT://${HOST}:${front.broker},CONTROLLER://${HOST}:${front.controller}`,
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "log.dirs": plan.data,
    "auto.create.topics.enable": false,
    "unclean.leader.election.enable": false,
    "controlled.shutdown.enable": true,
    "default.replication.factor": copies,
    "min.insync.replicas": inSync,
    "offsets.topic.replication.factor": copies,
    "offsets.topic.num.partitions": 3,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": inSync,
    "transaction.state.log.num.partitions": 3,
    "share.coordinator.state.topic.replication.factor": copies,
    "share.coordinator.state.topic.min.isr": inSync,
    "share.coordinator.state.topic.num.partitions": 3,
    "group.initial.rebalance.delay.ms": 0,
    // One laptop, few clients: less of what costs memory and time at the start.
    "num.network.threads": 2,
    "num.io.threads": 4,
    "log.cleaner.dedupe.buffer.size": 4 * 1024 * 1024,
    // Who leads is changed by faults and by the auditor, which reads the log from one copy and then
    // from another: Kafka's own election every five minutes would come between.
    ...copies === 3 ? { "auto.leader.rebalance.enable": false } : {},
    ...timeouts(plan.sessionTimeout),
  };
  return Object.entries(properties).map(([name, value]) => `${name}=${value}\n`).join("");
}

/**
 * A broker that stops in order leaves those who wait at it without an answer until its next
 * heartbeat, two seconds by default.
 */
const HEARTBEAT_MS = 500;

/** A shorter session needs everything that notices a death to be quicker in proportion. */
function timeouts(session: number | undefined): Record<string, number> {
  if (session === undefined) return { "broker.heartbeat.interval.ms": HEARTBEAT_MS };
  return {
    "broker.session.timeout.ms": session,
    "broker.heartbeat.interval.ms": Math.min(HEARTBEAT_MS, Math.max(100, Math.round(session / 6))),
    "controller.quorum.fetch.timeout.ms": Math.min(2000, Math.round(session / 2)),
    "controller.quorum.election.timeout.ms": Math.min(1000, Math.round(session / 4)),
  };
}
