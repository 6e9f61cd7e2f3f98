import { equal, match } from "node:assert/strict";
import { type Condition, diagnose } from "./diagnose.ts";
import {
  closedPort,
  hangsUp,
  type ListenerOptions,
  says,
  type Serve,
  silent,
  withListener,
} from "./testing/listener.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;
const TIMEOUT = 10_000;
/** For ports that do not answer, or not enough. */
const SHORT = 200;
/** ApiVersions version 0: correlation id 0, no error, no API. */
const API_VERSIONS = [0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/** What a TLS 1.2 server says to what is not TLS: a fatal alert, unexpected message. */
const ALERT = [21, 3, 3, 0, 2, 2, 10];

interface Case extends ListenerOptions {
  readonly serve: Serve;
  /** What is found by a client without TLS, and by one with it. */
  readonly plain: Condition;
  readonly withTls: Condition;
  readonly timeout?: number;
}

const CASES: Readonly<Record<string, Case>> = {
  "a broker": { serve: says(API_VERSIONS), plain: "ready", withTls: "tls_on_plain_port" },
  "a broker whose certificate nobody trusts": {
    tls: true,
    serve: says(API_VERSIONS),
    plain: "plain_on_tls_port",
    withTls: "certificate_refused",
  },
  "a TLS server that refuses every client": {
    serve: says(ALERT),
    plain: "plain_on_tls_port",
    withTls: "tls_refused",
  },
  "a TLS server that no client understands": {
    serve: says([22, 3, 3, 0, 4, 9, 9, 9, 9]),
    plain: "plain_on_tls_port",
    withTls: "tls_refused",
  },
  "a port that is silent": {
    serve: silent,
    plain: "silent",
    withTls: "silent",
    timeout: SHORT,
  },
  "a port that closes at once": {
    serve: () => Promise.resolve(),
    plain: "closed",
    withTls: "closed",
  },
  "a port that closes without an answer": { serve: hangsUp, plain: "closed", withTls: "closed" },
  "a web server": {
    serve: says("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
    plain: "not_kafka",
    withTls: "not_kafka",
  },
  "a protocol with short answers": {
    serve: says("?\r\n"),
    plain: "not_kafka",
    withTls: "not_kafka",
    timeout: SHORT,
  },
};

for (const [what, { serve, plain, withTls, tls = false, timeout }] of Object.entries(CASES)) {
  Deno.test(`diagnose() recognises ${what}`, strict, async () => {
    const options = { timeout: timeout ?? TIMEOUT };
    await withListener(serve, async (address) => {
      equal((await diagnose(address, { ...options, tls: false })).condition, plain);
      equal((await diagnose(address, { ...options, tls: true })).condition, withTls);
    }, { tls });
  });
}

Deno.test("diagnose() recognises a port at which nothing listens", strict, async () => {
  for (const tls of [false, true]) {
    const { condition, detail = "" } = await diagnose(closedPort(), { tls, timeout: TIMEOUT });
    equal(condition, "refused");
    match(detail, /ECONNREFUSED/);
  }
});

Deno.test("diagnose() recognises a name that nobody knows", strict, async () => {
  // A name of this kind never exists: RFC 2606.
  const { condition } = await diagnose("kafka.invalid:9092", { tls: false, timeout: TIMEOUT });
  equal(condition, "unresolvable");
});

Deno.test("diagnose() says in the system's words what is wrong with a certificate", async () => {
  await withListener(says(API_VERSIONS), async (address) => {
    match((await diagnose(address, { tls: true, timeout: TIMEOUT })).detail ?? "", /self-signed/);
  }, { tls: true });
});
