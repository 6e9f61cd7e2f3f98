import type { Run } from "../guard/run.ts";
import type { KafkaInstall } from "./install_kafka.ts";
import { KafkaNode } from "./node.ts";
import { NodeFailure } from "./node_failure.ts";
import { freePorts } from "./ports.ts";
import { type NodePorts, nodeProperties } from "./properties.ts";
import { activeController, readQuorumState } from "./quorum.ts";
import { copyTemplate } from "./template.ts";

const LOG_SETTINGS = `${import.meta.dirname}/log4j2.properties`;
const HEAP_MIB = { 1: 512, 3: 384 };

/** What a cluster is made of. */
export interface ClusterOptions {
  readonly nodes: 1 | 3;
  readonly install: KafkaInstall;
  readonly run: Run;
  /** Holds `node-1` and so on; what lies there already is gone on from. */
  readonly dataDir: string;
  readonly clusterId: string;
  /** Milliseconds; absent: Kafka's 9 s. */
  readonly sessionTimeout: number | undefined;
  readonly jvmFlags: readonly string[];
  /** Told the nodes' ports; answers those by which others reach them, such as relays'. */
  readonly fronts?: (ports: readonly NodePorts[]) => readonly NodePorts[];
  readonly onChange?: (node: KafkaNode) => void;
}

/** Nodes with their data formatted and their ports chosen, none of them started. */
export async function layCluster(options: ClusterOptions): Promise<KafkaNode[]> {
  const { install, run, dataDir, clusterId } = options;
  const numbers = freePorts(2 * options.nodes);
  const ports: NodePorts[] = Array.from({ length: options.nodes }, (_, index) => ({
    broker: numbers[2 * index]!,
    controller: numbers[2 * index + 1]!,
  }));
  const fronts = options.fronts?.(ports) ?? ports;
  const data = ports.map((_, index) => `${dataDir}/node-${index + 1}`);
  const nodes: KafkaNode[] = [];
  const controller = () =>
    activeController(data.filter((_, index) => nodes[index]?.pid).map(readQuorumState));
  await Deno.mkdir(`${run.folder}/tmp`, { recursive: true });
  for (const [index, { broker }] of fronts.entries()) {
    const id = index + 1;
    const properties = `${run.folder}/node-${id}.properties`;
    const { sessionTimeout } = options;
    const plan = { id, ports, fronts, data: data[index]!, sessionTimeout };
    await Deno.writeTextFile(properties, nodeProperties(plan));
    if (!await isFormatted(data[index]!)) {
      await copyTemplate(install.template, data[index]!, { clusterId, node: id });
    }
    nodes.push(
      new KafkaNode({
        id,
        address: `127.0.0.1:${broker}`,
        run,
        command: javaCommand(options, properties),
        log: `${dataDir}/node-${id}.log`,
        controller,
        ...(options.onChange ? { onChange: options.onChange } : {}),
      }),
    );
  }
  return nodes;
}

/**
 * Starts all nodes at once. When `signal` is aborted they are killed.
 *
 * @throws {NodeFailure} If one of them ended instead; the others have been killed then.
 */
export async function startAll(nodes: readonly KafkaNode[], signal?: AbortSignal): Promise<void> {
  await killedOnAbort(nodes, signal, async () => {
    try {
      await Promise.all(nodes.map((node) => node.start()));
    } catch (error) {
      await Promise.all(nodes.map((node) => node.kill("SIGKILL")));
      throw error;
    }
  });
}

/** Runs `work`; kills the nodes when `signal` is aborted meanwhile, and then throws its reason. */
export async function killedOnAbort(
  nodes: readonly KafkaNode[],
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<void> {
  signal?.throwIfAborted();
  const kill = () => nodes.forEach((node) => node.kill("SIGKILL"));
  signal?.addEventListener("abort", kill);
  try {
    await work();
  } finally {
    signal?.removeEventListener("abort", kill);
    signal?.throwIfAborted();
  }
}

/** Whether other ports may help. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof NodeFailure && error.kind === "port_taken";
}

function javaCommand(options: ClusterOptions, properties: string): string[] {
  const { java, classPath } = options.install;
  return [
    java.command,
    `-Xmx${HEAP_MIB[options.nodes]}m`,
    // Quick to start; a laptop's load asks for no more.
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    // A killed Java would leave these files in the machine's folder for temporary ones.
    "-XX:-UsePerfData",
    `-Djava.io.tmpdir=${options.run.folder}/tmp`,
    `-XX:ErrorFile=${options.run.folder}/java_crash.log`,
    ...options.jvmFlags,
    `-Dlog4j2.configurationFile=${LOG_SETTINGS}`,
    "-cp",
    classPath,
    "kafka.Kafka",
    properties,
  ];
}

async function isFormatted(data: string): Promise<boolean> {
  return await Deno.stat(`${data}/meta.properties`).then(() => true, () => false);
}
