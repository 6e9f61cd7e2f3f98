import type { PartitionMetadata } from "@kafka-sim/common/metadata";
import { footerLines, type FooterView, type NodeView, type StallView } from "./footer.ts";
import type { KafkaNode } from "./kafka/node.ts";
import { fetchPartitions } from "./kafka/partitions.ts";
import { readByPartition } from "./metrics_reader.ts";

const REFRESH_MS = 500;
const ANSWER_MS = 400;

/** What {@linkcode StatusBoard} watches. */
export interface BoardOptions {
  readonly brokers: readonly string[];
  /** Empty unless several nodes were started here. */
  readonly nodes: readonly KafkaNode[];
  readonly topic: string;
  readonly logs: string;
  /** Ports of the `/metrics` of the programs in a folder, as far as they are known by now. */
  readonly metricsPorts: (folder: "consumer" | "producer") => readonly number[];
  readonly hasKeys: boolean;
  /** The file that the status lines go to: the consumer shows them below its table. */
  readonly path: string;
}

/** Keeps the status lines up to date in a file. */
export class StatusBoard {
  /** What the last key did. */
  action = "";
  readonly #options: BoardOptions;
  readonly #since = new Map<number, { state: string; time: number }>();
  #partitions: readonly PartitionMetadata[] = [];
  #stalls: readonly StallView[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = true;

  constructor(options: BoardOptions) {
    this.#options = options;
    this.#refresh();
  }

  /** How many partitions of the topic a node leads, as last heard. */
  leads(id: number): number {
    return this.#partitions.filter(({ leader }) => leader === id).length;
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  async #refresh(): Promise<void> {
    if (this.#options.nodes.length > 0) {
      await Promise.all([this.#askPartitions(), this.#askStalls()]);
    }
    if (!this.#isOpen) return;
    await writeWhole(this.#options.path, `${footerLines(this.#view()).join("\n")}\n`);
    this.#timer = setTimeout(() => this.#refresh(), REFRESH_MS);
  }

  #view(): FooterView {
    const { brokers, logs, hasKeys, nodes, metricsPorts } = this.#options;
    return {
      brokers,
      logs,
      hasKeys,
      metrics: (["producer", "consumer"] as const).flatMap((folder) =>
        metricsPorts(folder).map((port) => `http://127.0.0.1:${port}/metrics (${folder})`)
      ),
      nodes: nodes.map((node) => this.#nodeView(node)),
      stalls: this.#stalls,
      action: this.action,
    };
  }

  #nodeView(node: KafkaNode): NodeView {
    const now = performance.now();
    let known = this.#since.get(node.id);
    if (known?.state !== node.state) known = { state: node.state, time: now };
    this.#since.set(node.id, known);
    return {
      id: node.id,
      state: node.state,
      seconds: (now - known.time) / 1000,
      leads: this.leads(node.id),
      isController: node.isActiveController(),
    };
  }

  async #askPartitions(): Promise<void> {
    const { nodes, topic } = this.#options;
    const up = nodes.find(({ state }) => state === "up");
    if (!up) return;
    try {
      this.#partitions = await fetchPartitions(up.address, topic, ANSWER_MS);
    } catch {
      // In the middle of a fault: what was last heard stays.
    }
  }

  async #askStalls(): Promise<void> {
    const answers = await Promise.all(this.#options.metricsPorts("producer").map(fetchMetrics));
    const stalls = new Map<number, StallView>();
    for (const text of answers) {
      const longest = readByPartition(text, "kafka_sim_longest_stall_seconds");
      for (const [partition, seconds] of readByPartition(text, "kafka_sim_stall_seconds")) {
        const known = stalls.get(partition);
        stalls.set(partition, {
          partition,
          seconds: Math.max(seconds, known?.seconds ?? 0),
          longest: Math.max(longest.get(partition) ?? 0, known?.longest ?? 0),
        });
      }
    }
    if (stalls.size === 0) return;
    this.#stalls = [...stalls.values()].sort((a, b) => a.partition - b.partition);
  }
}

async function fetchMetrics(port: number): Promise<string> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    return await (await fetch(`http://127.0.0.1:${port}/metrics`, { signal })).text();
  } catch {
    return "";
  }
}

/** A reader finds the old text or the new one, never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(`${path}.unfinished`, text);
    await Deno.rename(`${path}.unfinished`, path);
  } catch {
    // The run is just being closed, or the disk is full, which Kafka itself reports.
  }
}
