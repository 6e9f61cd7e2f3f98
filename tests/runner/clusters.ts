import { type EmbeddedKafka, startKafka } from "../../dev/kafka/embedded.ts";
import type { KafkaNode } from "../../dev/kafka/node.ts";
import type { Need } from "./suites.ts";

/** A node as the suites see it. */
export interface NodeView {
  readonly id: number;
  readonly address: string;
  readonly state: KafkaNode["state"];
  readonly isController: boolean;
}

/** A cluster as the suites see it. */
export interface ClusterView {
  readonly brokers: readonly string[];
  readonly clusterId: string;
  /** Folder of the nodes' data, `node-1` and so on. */
  readonly dataDir: string;
  readonly nodes: readonly NodeView[];
}

/**
 * The clusters that all suites share. They live in the runner; suites ask for what they need of them
 * over HTTP: `GET /<cluster>` for a {@linkcode ClusterView}, `POST /<cluster>/heal`, and
 * `POST /<cluster>/<node>/kill|stop|pause|resume|start`; each answers when it is done.
 */
export class Clusters {
  readonly #kafka = new Map<Need, EmbeddedKafka>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor() {
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    this.#server = Deno.serve(options, (request) => this.#answer(request));
  }

  /** Starts what is needed, one cluster after the other. */
  static async start(needs: ReadonlySet<Need>, signal: AbortSignal): Promise<Clusters> {
    const clusters = new Clusters();
    try {
      for (const need of needs) {
        const nodes = need === "single" ? 1 : 3;
        clusters.#kafka.set(need, await startKafka({ nodes, signal }));
      }
      return clusters;
    } catch (error) {
      await clusters.close();
      throw error;
    }
  }

  /** Where the suites ask. */
  get address(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Brings back what a suite has broken and not mended. */
  async heal(): Promise<void> {
    for (const kafka of this.#kafka.values()) await heal(kafka);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kafka.values()].map((kafka) => kafka.close()));
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const [, name, id, action] = new URL(request.url).pathname.split("/");
    const kafka = this.#kafka.get(name as Need);
    if (!kafka) return new Response(`There is no cluster "${name}"`, { status: 404 });
    if (id === undefined) return Response.json(view(kafka));
    const node = kafka.nodes.find((node) => String(node.id) === id);
    const act = id === "heal" ? () => heal(kafka) : node && ACTIONS[action ?? ""]?.bind(null, node);
    if (!act) return new Response(`There is no "${action}" of node ${id}`, { status: 404 });
    try {
      await act();
      return new Response("done");
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  }
}

const ACTIONS: Readonly<Record<string, (node: KafkaNode) => void | Promise<void>>> = {
  kill: (node) => node.kill("SIGKILL"),
  stop: (node) => node.kill("SIGTERM"),
  pause: (node) => node.pause(),
  resume: (node) => node.resume(),
  start: (node) => node.start(),
};

async function heal({ nodes }: EmbeddedKafka): Promise<void> {
  for (const node of nodes) {
    node.resume();
    if (node.state === "dead") await node.start();
  }
}

function view({ brokers, clusterId, dataDir, nodes }: EmbeddedKafka): ClusterView {
  return {
    brokers,
    clusterId,
    dataDir,
    nodes: nodes.map((node) => ({
      id: node.id,
      address: node.address,
      state: node.state,
      isController: node.isActiveController(),
    })),
  };
}
