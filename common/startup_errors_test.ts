import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import type { Condition } from "./diagnose.ts";
import { advertisedUnusable, noBroker, topicsCommand } from "./startup_errors.ts";

const CONDITIONS: readonly Exclude<Condition, "ready">[] = [
  "unresolvable",
  "refused",
  "unreachable",
  "silent",
  "closed",
  "not_kafka",
  "tls_on_plain_port",
  "plain_on_tls_port",
  "tls_refused",
  "certificate_refused",
];
const connection = {
  brokers: ["localhost:9092"],
  tls: false,
  clusterId: undefined,
  sessionTimeout: 9_000,
  startupTimeout: 60_000,
};
const diagnosis = (condition: Condition, address = "a:1") => ({ address, condition });

Deno.test("noBroker() has an own code, state and remedy for every condition", () => {
  const errors = CONDITIONS.map((condition) => noBroker([diagnosis(condition)]).error);
  equal(new Set(errors.map(({ code }) => code)).size, CONDITIONS.length);
  equal(new Set(errors.map(({ message }) => message)).size, CONDITIONS.length);
  for (const { message, remedy } of errors) {
    match(message, /^Cannot connect to Kafka: a:1 [a-z].*[^.]$/);
    match(remedy, /^[A-Z].*[^.]$/);
  }
});

Deno.test("noBroker() waits for what may come up, and not for a setting to change", () => {
  const hopeless = CONDITIONS.filter((condition) => noBroker([diagnosis(condition)]).hopeless);
  deepEqual(hopeless, [
    "tls_on_plain_port",
    "plain_on_tls_port",
    "tls_refused",
    "certificate_refused",
  ]);
  for (const condition of CONDITIONS) {
    const { error, hopeless } = noBroker([diagnosis(condition)]);
    equal(error.exitCode, hopeless ? 2 : 1, condition);
  }
});

Deno.test("noBroker() says the state of each broker, and takes the code of the nearest", () => {
  const both = noBroker([
    { ...diagnosis("refused"), detail: "ECONNREFUSED" },
    diagnosis("tls_on_plain_port", "b:2"),
  ]);
  equal(both.error.code, "tls_on_plain_port");
  match(both.error.message, /a:1 refuses connections \(ECONNREFUSED\); b:2 does not speak TLS/);
  // Another broker may still come up.
  equal(both.hopeless, false);
});

Deno.test("advertisedUnusable() says which addresses the brokers advertise", () => {
  const { error, hopeless } = advertisedUnusable([diagnosis("unresolvable", "kafka-1:9092")]);
  match(error.message, /kafka-1:9092 has a name that is not known here/);
  notEqual(hopeless, true);
});

Deno.test("topicsCommand() names what differs from the defaults, and the source of a DLQ", () => {
  equal(topicsCommand("stock_ticks", connection), "deno task topics");
  equal(topicsCommand("stock_ticks_dlq", connection), "deno task topics");
  equal(
    topicsCommand("mine_dlq", { ...connection, brokers: ["a:1", "b:2"], tls: true }),
    "deno task topics --brokers a:1,b:2 --tls --topic mine",
  );
});
