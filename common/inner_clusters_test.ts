import { deepEqual, equal, ok, rejects, throws } from "node:assert/strict";
import kafkajs, { type Kafka } from "kafkajs";
import { InnerClusters } from "./inner_clusters.ts";
import { createClient, type KafkaClient } from "./kafka.ts";
import { openLog } from "./log.ts";
import { withListener } from "./testing/listener.ts";
import { broker } from "./testing/metadata_answer.ts";

const log = openLog({ program: "test", level: "ERROR" });
const settings = {
  tls: false,
  clusterId: undefined,
  sessionTimeout: 9_000,
  startupTimeout: 60_000,
};

/** What kafkajs asks for the metadata of, when an idempotent producer connects. */
async function asked(prepare: (client: KafkaClient) => void): Promise<unknown[]> {
  const questions: unknown[] = [];
  let own = "";
  const answer = (topics?: readonly string[]) => {
    questions.push(topics);
    return { clusterId: "abc", brokers: [own], topics: [] };
  };
  await withListener(broker(answer), async (address) => {
    own = address;
    const connection = { ...settings, brokers: [address] };
    const client = createClient(connection, { clientId: "test", log, retries: 0 });
    prepare(client);
    const producer = client.kafka.producer({
      ...{ idempotent: true, maxInFlightRequests: 1, retry: { retries: 1 } },
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    // This broker has no ids for producers; what came before is what counts.
    await rejects(producer.connect());
    await producer.disconnect();
    client.close();
  });
  return questions;
}

Deno.test("focusOn() keeps kafkajs from asking for all topics", async () => {
  const [all] = await asked(() => {});
  equal(all, undefined);
  const [own] = await asked((client) => client.focusOn("ticks"));
  deepEqual(own, ["ticks"]);
});

Deno.test("focusOn() also reaches clients that are already there, and takes several", () => {
  const kafka = new kafkajs.Kafka({ brokers: ["127.0.0.1:1"] });
  const made: { targetTopics: Set<string> }[] = [];
  const [symbol] = Object.getOwnPropertySymbols(kafka).filter(({ description }) =>
    description?.endsWith("createCluster")
  );
  const inner = kafka as unknown as Record<symbol, (options: unknown) => typeof made[number]>;
  const create = inner[symbol!]!;
  inner[symbol!] = (options) => {
    const cluster = create(options);
    made.push(cluster);
    return cluster;
  };
  const clusters = new InnerClusters(kafka);
  kafka.admin();
  clusters.focusOn("a");
  kafka.consumer({ groupId: "test" });
  clusters.focusOn("b");
  deepEqual(made.map(({ targetTopics }) => [...targetTopics]), [["a", "b"], ["a", "b"]]);
});

Deno.test("InnerClusters refuses a kafkajs that it does not know", () => {
  throws(() => new InnerClusters({} as Kafka), TypeError);
});

Deno.test("InnerClusters keeps no client alive that is used no more", async () => {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "--allow-env", "--v8-flags=--expose-gc"],
      ...map ? [`--import-map=${map}`] : [],
      `${import.meta.dirname}/fixtures/many_admins.ts`,
    ],
  }).output();
  const text = new TextDecoder();
  const grown = Number(text.decode(stdout) || NaN);
  // Kept, a thousand of them would take more than ten times as much.
  ok(grown < 1_500_000, `${grown} bytes; ${text.decode(stderr)}`);
});
