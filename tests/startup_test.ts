import { deepEqual, equal, match, ok } from "node:assert/strict";
import {
  closedPort,
  hangsUp,
  says,
  type Serve,
  silent,
  withListener,
} from "../common/testing/listener.ts";
import { certificate } from "../common/testing/certificate.ts";
import { startKafka } from "../dev/kafka/embedded.ts";
import { brokersOf, lookAtCluster, makeFolder, tell } from "./support/environment.ts";
import { createTopics, withAdmin } from "./support/kafka_admin.ts";
import { TestProgram } from "./support/program.ts";
import { expectFailure, expectStart, failures, OPTIONS, PROGRAMS } from "./support/starts.ts";

const TOPIC = "startup";

/** Against a listener that is no Kafka. */
async function expectAgainst(
  serve: Serve,
  code: string,
  message: RegExp,
  remedy: RegExp,
): Promise<void> {
  await withListener(serve, async (address) => {
    const args = [`--brokers=${address}`, "--startup-timeout=1s"];
    await expectFailure(args, { code, exit: 1, message, remedy });
  });
}

/** Passes on everything to a broker; what comes by TLS goes on in the clear. */
function passOn(broker: string): Serve {
  const [hostname, port] = broker.split(":") as [string, string];
  return async (connection) => {
    const upstream = await Deno.connect({ hostname, port: Number(port) });
    const back = upstream.readable.pipeTo(connection.writable);
    const forth = connection.readable.pipeTo(upstream.writable);
    await Promise.allSettled([back, forth]);
  };
}

function timeOf({ events }: TestProgram, name: string): number {
  return Date.parse(String(events.find(({ event }) => event === name)?.time));
}

Deno.test("startup: a port at which nothing listens", async () => {
  const address = closedPort();
  await expectFailure([`--brokers=${address}`, "--startup-timeout=1s"], {
    ...{ code: "broker_refused", exit: 1 },
    message: new RegExp(`^Cannot connect to Kafka: ${address} refuses connections`),
    remedy: /Start Kafka there, or name another address with --brokers/,
  });
});

Deno.test("startup: a name that nobody knows", async () => {
  await expectFailure(["--brokers=kafka.invalid:9092", "--startup-timeout=1s"], {
    ...{ code: "broker_unresolvable", exit: 1 },
    ...{ message: /kafka\.invalid:9092 has a name that is not known/, remedy: /Correct the name/ },
  });
});

Deno.test("startup: a port that is silent, one that hangs up, one that is a web server's", async () => {
  await Promise.all([
    expectAgainst(silent, "broker_silent", /accepts connections and does not answer/, /hangs/),
    expectAgainst(hangsUp, "broker_closed", /closes connections without an answer/, /log/),
    expectAgainst(
      says("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
      ...["broker_not_kafka", /answers, but not as Kafka does/, /Kafka port/] as const,
    ),
  ]);
});

Deno.test("startup: TLS on a plain port is told at once", async () => {
  await expectFailure([`--brokers=${await brokersOf("single")}`, "--tls"], {
    ...{ code: "tls_on_plain_port", exit: 2 },
    ...{ message: /does not speak TLS on this port/, remedy: /Start without --tls/ },
  });
});

Deno.test("startup: no TLS on a TLS port, and a certificate that is not trusted", async () => {
  await withListener(passOn(await brokersOf("single")), async (address) => {
    await expectFailure([`--brokers=${address}`], {
      ...{ code: "plain_on_tls_port", exit: 2 },
      ...{ message: /speaks TLS on this port/, remedy: /Start with --tls/ },
    });
    await expectFailure([`--brokers=${address}`, "--tls"], {
      ...{ code: "certificate_refused", exit: 2 },
      ...{ message: /does not trust \(self-signed certificate\)/, remedy: /Set DENO_CERT/ },
    });
  }, { tls: true });
});

Deno.test("startup: the certificate trusted, but brokers that advertise another port", async () => {
  const broker = await brokersOf("single");
  const trusted = `${await makeFolder("startup")}/cert.pem`;
  await Deno.writeTextFile(trusted, certificate.cert);
  await withListener(passOn(broker), async (address) => {
    await expectFailure([`--brokers=${address}`, "--tls", "--startup-timeout=3s"], {
      ...{ code: "advertised_address_unusable", exit: 1 },
      message: new RegExp(`advertise other addresses: ${broker} does not speak TLS`),
      remedy: /advertised\.listeners/,
    }, { DENO_CERT: trusted });
  }, { tls: true });
});

Deno.test("startup: another cluster than the one demanded is refused at once", async () => {
  const { brokers, clusterId } = await lookAtCluster("single");
  await expectFailure([`--brokers=${brokers}`, "--cluster-id=of-another-cluster"], {
    ...{ code: "cluster_other", exit: 2 },
    message: new RegExp(`must be "of-another-cluster": current id is "${clusterId}"`),
    remedy: /--cluster-id/,
  });
});

Deno.test("startup: a missing topic is not created; the error's own command creates it", async () => {
  const { brokers, clusterId } = await lookAtCluster("single");
  const args = [`--brokers=${brokers}`, `--topic=${TOPIC}`, `--cluster-id=${clusterId}`];
  const [failure, ...others] = await failures(args);
  for (const { code, exit, message, program } of [failure!, ...others]) {
    deepEqual([code, exit], ["topic_missing", 1]);
    match(message, /Cannot find topic "startup/);
    // It may be about to be created; a whole startup timeout would be too long.
    const seconds = (timeOf(program, "failed") - timeOf(program, "topic_missing")) / 1000;
    ok(seconds > 9 && seconds < 20, `${seconds} s`);
  }
  const known = await withAdmin(brokers.join(","), (admin) => admin.listTopics());
  ok(!known.includes(TOPIC));

  const [, command = ""] = /^Create it: deno task topics (.*)$/.exec(failure!.remedy) ?? [];
  await using creating = await TestProgram.start("common/topics", command.split(" "));
  equal((await creating.end()).code, 0, creating.stderr);
  await expectStart(args);
});

Deno.test("startup: a topic that is created meanwhile is waited for", async () => {
  const brokers = await brokersOf("single");
  const topic = "startup_meanwhile";
  await expectStart([`--brokers=${brokers}`, `--topic=${topic}`], async () => {
    await createTopics(brokers, {
      [topic]: { partitions: 1 },
      [`${topic}_dlq`]: { partitions: 1 },
    });
  });
});

Deno.test("startup: waits for a Kafka that is still forming, topics and all", async () => {
  const start = performance.now();
  const addresses = Promise.withResolvers<string>();
  const forming = startKafka({ nodes: 1, onAddresses: ([address]) => addresses.resolve(address!) });
  const args = [`--brokers=${await addresses.promise}`];
  try {
    await using creating = await TestProgram.start("common/topics", args);
    await expectStart(args, async () => {
      equal((await creating.end()).code, 0, creating.stderr);
      ok(creating.events.some(({ event }) => event === "cluster_waiting"), creating.stderr);
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    tell(`a Kafka, its topics and both programs: ${seconds} s to the end of their first run`);
  } finally {
    await (await forming).close();
  }
});

Deno.test("startup: SIGTERM ends the wait for a cluster, as a clean stop", async () => {
  for (const folder of PROGRAMS) {
    const args = [...OPTIONS[folder], `--brokers=${closedPort()}`];
    await using program = await TestProgram.start(folder, args);
    await program.event("cluster_waiting");
    equal((await program.stop(20)).code, 0);
  }
});
