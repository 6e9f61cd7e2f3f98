import { openCache } from "../cache_folder.ts";
import { Run } from "../guard/run.ts";
import { isPortTaken, layCluster, startAll } from "./cluster.ts";
import { openDataDir } from "./data_dir.ts";
import { describeFailure } from "./describe_failure.ts";
import { requireRoom } from "./disk.ts";
import type { KafkaNode } from "./node.ts";
import { NodeFailure } from "./node_failure.ts";
import type { NodePorts } from "./properties.ts";
import { type PreparedKafka, prepareKafka } from "./prepare.ts";
import { type Progress, withProgress } from "./progress.ts";

export type { KafkaNode, NodeState } from "./node.ts";

const STOP_MS = 20_000;
const PORT_TRIES = 5;
const LEAST_ROOM_MB = 300;

/** Options of {@linkcode startKafka}. */
export interface KafkaOptions {
  /** One node, or three that are broker and controller each. */
  readonly nodes: 1 | 3;
  /**
   * Where the data and the nodes' logs go and stay; data there is gone on from.
   *
   * @default {a folder that is removed at the end}
   */
  readonly dataDir?: string;
  /**
   * `broker.session.timeout.ms`.
   *
   * @default {9000}
   */
  readonly sessionTimeout?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Told whenever a node changes its state. */
  readonly onChange?: (node: KafkaNode) => void;
  /**
   * Told the brokers' addresses before they serve, so that clients can be started meanwhile. Told
   * again, with others, if another process took a port in that moment.
   */
  readonly onAddresses?: (brokers: readonly string[]) => void;
  /**
   * Told the nodes' ports; answers those by which clients and nodes reach each of them, such as
   * relays'. Asked again, with others, if another process took a port in that moment.
   *
   * @default {the nodes' own}
   */
  readonly fronts?: (ports: readonly NodePorts[]) => readonly NodePorts[];
  /**
   * The run that the nodes belong to.
   *
   * @default {one of its own}
   */
  readonly run?: Run;
}

/** A real Kafka on this machine, on 127.0.0.1 only. */
export interface EmbeddedKafka {
  /** `127.0.0.1:port` of each node. */
  readonly brokers: readonly string[];
  readonly nodes: readonly KafkaNode[];
  readonly clusterId: string;
  readonly dataDir: string;
  /** Stops the nodes; data that is not kept is removed. */
  close(): Promise<void>;
}

/**
 * Starts a real Kafka, fetching and preparing whatever that still needs; resolves when every node
 * serves clients. If this process ends in any way, the nodes are ended by the run's guard.
 *
 * @throws {ProgramError} If it cannot be had or does not start, with the remedy.
 */
export async function startKafka(options: KafkaOptions): Promise<EmbeddedKafka> {
  const run = options.run ?? await openRun();
  try {
    return await start(run, options);
  } catch (error) {
    if (!options.run) await run.close();
    throw error instanceof NodeFailure ? describeFailure(error) : error;
  }
}

/**
 * Opens a run in the user's cache folder.
 *
 * @throws {ProgramError} If nothing can be written there, or the disk is full.
 */
export async function openRun(): Promise<Run> {
  const cache = await openCache();
  await requireRoom(cache, LEAST_ROOM_MB);
  return await Run.open(`${cache}/runs`);
}

async function start(run: Run, options: KafkaOptions): Promise<EmbeddedKafka> {
  const { nodes, signal, progress = () => {} } = options;
  const data = await openDataDir(options.dataDir ?? `${run.folder}/data`, nodes);
  await requireRoom(data.path, LEAST_ROOM_MB);
  const prepare = (thorough: boolean) =>
    prepareKafka(run, { progress, thorough, ...(signal ? { signal } : {}) });
  let prepared = await prepare(false);
  let mended = false;
  for (let tries = 1;; tries++) {
    signal?.throwIfAborted();
    const laid = await lay(run, prepared, data, options);
    options.onAddresses?.(laid.map((node) => node.address));
    try {
      const line = nodes === 1 ? "Starting Kafka" : `Starting Kafka, ${nodes} nodes`;
      await withProgress(progress, line, () => startAll(laid, signal));
      return open(laid, run, data, options);
    } catch (error) {
      if (isPortTaken(error) && tries < PORT_TRIES) continue;
      const isDamage = error instanceof NodeFailure && error.kind === "jars_damaged";
      if (!isDamage || mended) throw error;
      mended = true;
      prepared = await prepare(true);
    }
  }
}

async function lay(
  run: Run,
  { install, jvmFlags }: PreparedKafka,
  data: { path: string; clusterId: string },
  { nodes, sessionTimeout, onChange, fronts }: KafkaOptions,
): Promise<KafkaNode[]> {
  const base = { nodes, install, run, dataDir: data.path, clusterId: data.clusterId };
  return await layCluster({
    ...{ ...base, sessionTimeout, jvmFlags },
    ...(onChange ? { onChange } : {}),
    ...(fronts ? { fronts } : {}),
  });
}

function open(
  nodes: readonly KafkaNode[],
  run: Run,
  data: { path: string; clusterId: string; release: () => void },
  options: KafkaOptions,
): EmbeddedKafka {
  const isKept = options.dataDir !== undefined;
  return {
    brokers: nodes.map((node) => node.address),
    nodes,
    clusterId: data.clusterId,
    dataDir: data.path,
    close: async () => {
      // An orderly stop is for data that somebody goes on from.
      const stop = (node: KafkaNode) => isKept ? node.stop(STOP_MS) : node.kill("SIGKILL");
      await Promise.all(nodes.map(stop));
      data.release();
      if (!options.run) await run.close();
    },
  };
}
