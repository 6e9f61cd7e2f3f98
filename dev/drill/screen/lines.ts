import type { NodeState } from "../../kafka/embedded.ts";
import type { AuditorStatus, PartitionStatus } from "../auditor/control.ts";
import type { News } from "../news.ts";

/** A node as the screen shows it. */
export interface NodeView {
  readonly id: number;
  readonly state: NodeState;
  /** Seconds in this state. */
  readonly seconds: number;
  readonly isController: boolean;
}

/** All that the screen shows. */
export interface ScreenView {
  /** Such as `2 of 10`. */
  readonly progress: string;
  /** Seconds since the drill began. */
  readonly elapsed: number;
  readonly news: News;
  /** Seconds since these news. */
  readonly since: number;
  /** Empty where Kafka was not started here. */
  readonly nodes: readonly NodeView[];
  /** Undefined until the auditor answers. */
  readonly status: AuditorStatus | undefined;
  /** What Enter is waited for, or "". */
  readonly prompt: string;
}

/** The live screen, line by line. */
export function screenLines(view: ScreenView): string[] {
  const { progress, elapsed, news, nodes, status, prompt } = view;
  return [
    `Drill ${progress}: ${news.drill}, ${clock(elapsed)}`,
    `${news.phase}: ${news.detail}`,
    nextLine(view),
    ...nodes.length > 0 ? [nodes.map(nodeText).join("   ")] : [],
    ...status ? statusLines(status) : [],
    ...prompt ? ["", prompt] : [],
  ];
}

function nextLine({ news: { next, within }, since }: ScreenView): string {
  if (next === undefined) return "";
  const limit = within === undefined ? "" : `, limit ${within} s`;
  return `next: ${next} (${since.toFixed(1)} s${limit})`;
}

function nodeText({ id, state, seconds, isController }: NodeView): string {
  const word = state === "up" ? "up" : `${state.toUpperCase()} ${Math.floor(seconds)} s`;
  return `node ${id} ${word}${isController ? ", controller" : ""}`;
}

const COLUMNS: readonly (readonly [name: string, width: number])[] = [
  ["partition", 9],
  ["leader", 6],
  ["epoch", 5],
  ["in sync", 8],
  ["acks/s", 7],
  ["without", 8],
  ["longest", 8],
];

function statusLines({ sent, acknowledged, read, partitions }: AuditorStatus): string[] {
  const totals = [["sent", sent], ["acknowledged", acknowledged], ["read", read]] as const;
  return [
    totals.map(([name, count]) => `${name} ${count.toLocaleString("en-US")}`).join("   "),
    row(COLUMNS.map(([name]) => name)),
    ...partitions.map((partition) => row(cells(partition))),
  ];
}

function cells(partition: PartitionStatus): string[] {
  const { leader, epoch, isr, replicas, acknowledgedPerSecond, stall, longestStall } = partition;
  const missing = isr.length < replicas.length ? "!" : "";
  return [
    String(partition.partition),
    leader < 0 ? "none" : String(leader),
    String(epoch),
    isr.join(" ") + missing,
    String(Math.round(acknowledgedPerSecond)),
    stall < 1 ? "-" : `${stall.toFixed(1)} s`,
    `${longestStall.toFixed(1)} s`,
  ];
}

function row(texts: readonly string[]): string {
  return texts.map((text, index) => text.padStart(COLUMNS[index]![1])).join("  ");
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
