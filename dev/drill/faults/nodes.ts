/** What the faults of nodes have in common. */
import { askCluster } from "@kafka-sim/common/cluster_query";
import type { ClusterMetadata } from "@kafka-sim/common/metadata";
import type { KafkaNode } from "../../kafka/embedded.ts";
import { runTool } from "../../kafka/tool.ts";
import type { Stage } from "../stage.ts";
import { markProcess } from "./process_marks.ts";

const ANSWER_MS = 1_000;
/** Seconds: how much longer than the limit a proof is waited for, so that lateness is told as such. */
const PATIENCE = 15;

/** A node that a fault is done to. */
export interface Victim {
  readonly node: KafkaNode;
  /** At the moment of the choice. */
  readonly isController: boolean;
  /** Partitions that it leads. */
  readonly leads: readonly number[];
}

/** Every node that is up, the one that leads most partitions first; among equals no controller. */
export async function leaders(stage: Stage): Promise<Victim[]> {
  const { partitions } = await stage.fresh();
  const victims = stage.nodes.filter(({ state }) => state === "up").map((node) => ({
    node,
    isController: node.isActiveController(),
    leads: partitions.filter(({ leader }) => leader === node.id).map(({ partition }) => partition),
  }));
  return victims.sort((a, b) =>
    b.leads.length - a.leads.length || Number(a.isController) - Number(b.isController)
  );
}

/** `node 2, which leads partitions 1 and 4 and is the active controller`. */
export function describeVictim({ node, isController, leads }: Victim): string {
  return `node ${node.id}, which leads ${listPartitions(leads)}${
    isController ? " and is the active controller" : ""
  }`;
}

/** `partitions 1 and 4`. */
export function listPartitions(partitions: readonly number[]): string {
  if (partitions.length === 0) return "no partition";
  const list = partitions.join(", ").replace(/, (\d+)$/, " and $1");
  return `partition${partitions.length > 1 ? "s" : ""} ${list}`;
}

/** Kills a node at once or asks it to end; resolves when its process has ended. */
export class Killing {
  readonly #node: KafkaNode;
  readonly #pid: number | undefined;
  #start = 0;
  #signal = "";
  /** On this machine's clock, milliseconds since 1970. */
  #end = 0;

  constructor(node: KafkaNode) {
    this.#node = node;
    this.#pid = node.pid;
  }

  async inject(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.#start = performance.now();
    this.#signal = signal;
    await this.#node.kill(signal);
    this.#end = Date.now();
  }

  /** The proof that its process is gone; the report's timeline gets the moment in which it went. */
  async gone(stage: Stage): Promise<string> {
    const pid = this.#pid!;
    await stage.until(`the end of process ${pid}`, PATIENCE, async () => !await isAlive(pid));
    const seconds = (performance.now() - this.#start) / 1000;
    await markProcess(stage, this.#node, "gone", { detail: this.#signal, time: this.#end });
    return `process ${pid} of node ${this.#node.id} was gone ${
      seconds.toFixed(1)
    } s after the signal`;
  }

  /** Starts it again if it is dead. */
  async heal(stage: Stage): Promise<void> {
    if (this.#node.state !== "dead") return;
    const time = Date.now();
    await this.#node.start();
    await markProcess(stage, this.#node, "started", { time });
  }
}

/** The proof that others lead what a node led. */
export async function moved(
  stage: Stage,
  { node, leads }: Victim,
  within: number,
): Promise<string> {
  const what = `other leaders of what node ${node.id} led`;
  const { seconds } = await stage.until(what, within + PATIENCE, async () => {
    const { topics } = await askOthers(stage, node);
    const partitions = topics[0]?.partitions ?? [];
    return partitions.length > 0 &&
      partitions.every(({ leader }) => leader >= 0 && leader !== node.id);
  });
  return `others led partition ${leads.join(", ")} ${seconds.toFixed(1)} s later`;
}

/** The proof that the controller has fenced a node: no other counts it among the living. */
export async function fenced(stage: Stage, node: KafkaNode, within: number): Promise<string> {
  const what = `that the controller fences node ${node.id}`;
  const { seconds } = await stage.until(what, within + PATIENCE, async () => {
    const { brokers } = await askOthers(stage, node);
    return brokers.length > 0 && !brokers.includes(node.address);
  });
  return `the controller had fenced node ${node.id} ${seconds.toFixed(1)} s later`;
}

/** What the other nodes say of the cluster and of the topic of this run. */
async function askOthers(stage: Stage, node: KafkaNode): Promise<ClusterMetadata> {
  const others = stage.nodes.filter((other) => other.state === "up" && other.id !== node.id);
  const options = { tls: false, timeout: ANSWER_MS };
  return await askCluster(others.map(({ address }) => address), [stage.status.topic], options);
}

/** Whether there is a process of this id. */
export async function isAlive(pid: number): Promise<boolean> {
  return await sendSignal(pid, "0");
}

/**
 * Sends a signal by its name, or 0 for none.
 *
 * @returns Whether there was a process to take it.
 */
export async function sendSignal(pid: number, signal: string): Promise<boolean> {
  const command = ["sh", "-c", 'kill -"$1" "$2"', "sh", signal, String(pid)];
  return (await runTool(command)).success;
}
