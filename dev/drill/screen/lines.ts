import type { NodeState } from "../../kafka/embedded.ts";
import type { AuditorStatus, PartitionStatus } from "../auditor/control.ts";
import type { News } from "../news.ts";
import { wrap } from "./wrap.ts";

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

/** Lines that one text may take, so that all fits on a small terminal. */
const MOST_LINES = 3;

/** The live screen, line by line, none longer than so many columns. */
export function screenLines(view: ScreenView, columns: number): string[] {
  const { progress, elapsed, news, nodes, status, prompt } = view;
  return [
    `Drill ${progress}: ${news.drill}, ${clock(elapsed)}`,
    `${news.phase}: ${news.detail}`,
    nextLine(view),
    ...nodes.length > 0 ? [nodes.map(nodeText).join("   ")] : [],
    ...status ? statusLines(status, columns) : [],
    ...prompt ? ["", prompt] : [],
  ].flatMap((line) => line.length <= columns ? [line] : wrap(line, columns, MOST_LINES));
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

/** In their order, each with what it is left out after where there is no room for all. */
const COLUMNS: readonly { readonly name: string; readonly width: number; readonly rank: number }[] =
  [
    { name: "partition", width: 9, rank: 0 },
    { name: "leader", width: 6, rank: 1 },
    { name: "epoch", width: 5, rank: 6 },
    { name: "in sync", width: 8, rank: 4 },
    { name: "acks/s", width: 7, rank: 3 },
    { name: "without", width: 8, rank: 2 },
    { name: "longest", width: 8, rank: 5 },
  ];
const GAP = "  ";

function statusLines(
  { sent, acknowledged, read, partitions }: AuditorStatus,
  columns: number,
): string[] {
  const shown = fitting(columns);
  const totals = [["sent", sent], ["acknowledged", acknowledged], ["read", read]] as const;
  return [
    totals.map(([name, count]) => `${name} ${count.toLocaleString("en-US")}`).join("   "),
    row(COLUMNS.map(({ name }) => name), shown),
    ...partitions.map((partition) => row(cells(partition), shown)),
  ];
}

/** Which columns there is room for, the most important first. */
function fitting(columns: number): ReadonlySet<number> {
  const order = [...COLUMNS.keys()].sort((a, b) => COLUMNS[a]!.rank - COLUMNS[b]!.rank);
  const shown = new Set<number>();
  let room = columns + GAP.length;
  for (const index of order) {
    room -= COLUMNS[index]!.width + GAP.length;
    if (room < 0) break;
    shown.add(index);
  }
  return shown;
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

function row(texts: readonly string[], shown: ReadonlySet<number>): string {
  return texts.map((text, index) => text.padStart(COLUMNS[index]!.width))
    .filter((_, index) => shown.has(index)).join(GAP);
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
