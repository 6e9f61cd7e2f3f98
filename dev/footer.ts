import type { NodeState } from "./kafka/node.ts";

/** A node as the status lines show it. */
export interface NodeView {
  readonly id: number;
  readonly state: NodeState;
  /** Seconds in this state. */
  readonly seconds: number;
  /** Partitions of the topic that it leads. */
  readonly leads: number;
  readonly isController: boolean;
}

/** What a partition's producers wait for. */
export interface StallView {
  readonly partition: number;
  /** Seconds with something due and nothing acknowledged; 0: all is well. */
  readonly seconds: number;
  /** The longest such time of this run, in seconds. */
  readonly longest: number;
}

/** All that the status lines show. */
export interface FooterView {
  readonly brokers: readonly string[];
  /** Addresses of the programs' metrics. */
  readonly metrics: readonly string[];
  readonly logs: string;
  /** Empty unless several nodes were started here. */
  readonly nodes: readonly NodeView[];
  readonly stalls: readonly StallView[];
  /** What the last key did. */
  readonly action: string;
  readonly hasKeys: boolean;
}

/** An acknowledgement takes its time: below this nothing is wrong. In seconds. */
const SHOWN_STALL = 1;

/** The status lines below the table. */
export function footerLines(view: FooterView): string[] {
  const lines = [`Kafka ${view.brokers.join(", ")}`];
  if (view.metrics.length > 0) lines.push(`Metrics ${view.metrics.join(", ")}`);
  lines.push(`Logs ${view.logs}`);
  if (view.nodes.length > 0) {
    lines.push(view.nodes.map(nodeText).join("   "), stallText(view.stalls));
  }
  if (view.action) lines.push(view.action);
  if (view.hasKeys) lines.push(keysText(view.nodes));
  return lines;
}

function nodeText(node: NodeView): string {
  const isDown = node.state !== "up";
  const state = isDown ? `${node.state.toUpperCase()} ${Math.floor(node.seconds)} s` : "up";
  const role = node.isController ? ", controller" : "";
  return `node ${node.id} ${state}, leads ${node.leads}${role}`;
}

function stallText(stalls: readonly StallView[]): string {
  if (stalls.length === 0) return "Nothing sent yet";
  const longest = stalls.reduce((a, b) => b.longest > a.longest ? b : a);
  const each = stalls.map(({ partition, seconds }) =>
    `${partition}: ${seconds >= SHOWN_STALL ? `${seconds.toFixed(1)} s` : "ok"}`
  );
  return `Unacknowledged per partition  ${each.join("  ")}   longest ${
    longest.longest.toFixed(1)
  } s (${longest.partition})`;
}

function keysText(nodes: readonly NodeView[]): string {
  if (nodes.length === 0) return "Keys: q quit";
  const pause = nodes.some(({ state }) => state === "paused") ? "resume" : "pause";
  return `Keys: k kill -9 the leader of most partitions · p ${pause} a node · ` +
    "r bring the dead back · q quit";
}
