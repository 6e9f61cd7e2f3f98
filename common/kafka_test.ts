import { deepEqual, equal, rejects } from "node:assert/strict";
import kafkajs from "kafkajs";
import { clientConfig, createClient } from "./kafka.ts";
import { openLog } from "./log.ts";
import { silent, withListener } from "./testing/listener.ts";

const connection = {
  brokers: ["127.0.0.1:1"],
  tls: false,
  clusterId: undefined,
  sessionTimeout: 9_000,
  startupTimeout: 60_000,
};
const log = openLog({ program: "test", level: "ERROR" });

Deno.test("clientConfig() leaves nothing to defaults that hurt when a broker dies", () => {
  deepEqual(clientConfig(connection), {
    brokers: ["127.0.0.1:1"],
    ssl: false,
    // A second, kafkajs' default, is short for a host under load.
    connectionTimeout: 3_000,
    requestTimeout: 12_000,
    enforceRequestTimeout: true,
    // Thirty seconds of back-off, kafkajs' default, would be the outage.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 2, factor: 0.2, retries: 8 },
  });
});

Deno.test("createClient() waits 3 s longer for a request than a dead broker stays unnoticed", () => {
  const client = createClient(connection, { clientId: "test", log });
  equal(client.requestTimeout, 12_000);
  client.close();
});

Deno.test("createClient() registers Snappy, which kafkajs lacks", () => {
  createClient(connection, { clientId: "test", log }).close();
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  equal(typeof CompressionCodecs[CompressionTypes.Snappy]().compress, "function");
});

Deno.test("createClient() has a request time-out look at the broker, from any kind of client", async () => {
  const client = createClient(connection, { clientId: "test", log });
  const asked: string[] = [];
  client.breaker.requestTimedOut = (broker) => {
    asked.push(broker);
    return Promise.resolve();
  };
  const events: string[] = [];
  const clients = [
    client.kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner }),
    client.kafka.consumer({ groupId: "test" }),
    client.kafka.admin(),
  ];
  for (const each of clients) {
    each.on = ((event: string, listener: (event: unknown) => unknown) => {
      events.push(event);
      return listener({ payload: { broker: "127.0.0.1:1" } });
    }) as typeof each.on;
    client.watch(each);
  }
  await Promise.resolve();
  deepEqual(events, [
    "producer.network.request_timeout",
    "consumer.network.request_timeout",
    "admin.network.request_timeout",
  ]);
  equal(asked.length, 3);
  client.close();
});

Deno.test("createClient() cuts a connection whose request timed out, though the broker answers", async () => {
  const taken = Promise.withResolvers<void>();
  const serve = (one: Deno.Conn) => {
    taken.resolve();
    return silent(one);
  };
  await withListener(serve, async (address) => {
    const settings = { ...connection, brokers: [address], sessionTimeout: -1_000 };
    const client = createClient(settings, { clientId: "test", log, retries: 0 });
    client.breaker.requestTimedOut = () => Promise.resolve();
    const admin = client.kafka.admin();
    let timeOut: (event: unknown) => unknown = () => {};
    const { on } = admin;
    admin.on = ((_: string, listener: typeof timeOut) => timeOut = listener) as typeof on;
    client.watch(admin);
    const connecting = rejects(admin.connect(), /Connection cut: a request timed out/);
    await taken.promise;
    await timeOut({ payload: { broker: address } });
    await connecting.finally(() => client.close());
  });
});
