import type { Condition } from "./diagnose.ts";

/** What users are told of a condition. */
export interface Explanation {
  readonly code: string;
  /** Follows the address. */
  readonly state: string;
  readonly remedy: string;
  /** Waiting does not help: a setting has to change. */
  readonly hopeless?: true;
}

const START_IT = "Start Kafka there, or name another address with --brokers (KAFKA_BROKERS)";

/** Those that are nearest to working come first: the first one found gives the error its code. */
export const EXPLANATIONS: Readonly<Record<Exclude<Condition, "ready">, Explanation>> = {
  "tls_on_plain_port": {
    code: "tls_on_plain_port",
    state: "does not speak TLS on this port",
    remedy: "Start without --tls (KAFKA_TLS), or name the brokers' TLS port with --brokers",
    hopeless: true,
  },
  "plain_on_tls_port": {
    code: "plain_on_tls_port",
    state: "speaks TLS on this port",
    remedy: "Start with --tls (KAFKA_TLS=true), or name the brokers' port without TLS",
    hopeless: true,
  },
  "certificate_refused": {
    code: "certificate_refused",
    state: "has a certificate that this machine does not trust",
    remedy: "Set DENO_CERT to the file of the CA that signed it, and use a host name that is in it",
    hopeless: true,
  },
  "tls_refused": {
    code: "tls_refused",
    state: "refuses the TLS connection",
    remedy: "See the broker's log: a certificate of the client's, as it may want, is not supported",
    hopeless: true,
  },
  "silent": {
    code: "broker_silent",
    state: "accepts connections and does not answer",
    remedy: "See whether the broker hangs, and whether the port is really Kafka's",
  },
  "closed": {
    code: "broker_closed",
    state: "closes connections without an answer",
    remedy: "See the broker's log; if something stands before it, see whether it is passed on to",
  },
  "not_kafka": {
    code: "broker_not_kafka",
    state: "answers, but not as Kafka does",
    remedy: "Name the brokers' Kafka port with --brokers (KAFKA_BROKERS)",
  },
  "refused": { code: "broker_refused", state: "refuses connections", remedy: START_IT },
  "unreachable": {
    code: "broker_unreachable",
    state: "cannot be reached",
    remedy: "See whether the host is up and a firewall lets the port through",
  },
  "unresolvable": {
    code: "broker_unresolvable",
    state: "has a name that is not known here",
    remedy: "Correct the name in --brokers (KAFKA_BROKERS), or make it known to this machine",
  },
};
