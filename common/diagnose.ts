import { type Exchange, exchange, isKafkaAnswer } from "./exchange.ts";

/** What is the matter with a broker's address. */
export type Condition =
  | "ready"
  | "unresolvable"
  | "refused"
  | "unreachable"
  | "silent"
  | "closed"
  | "not_kafka"
  | "tls_on_plain_port"
  | "plain_on_tls_port"
  | "tls_refused"
  | "certificate_refused";

/** A condition with the system's own words, where it has any. */
export interface Diagnosis {
  readonly address: string;
  readonly condition: Condition;
  readonly detail?: string;
}

/** Errors of the system, by the names that Node gives them. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  ENOTFOUND: "unresolvable",
  EAI_AGAIN: "unresolvable",
  EAI_FAIL: "unresolvable",
  EAI_NODATA: "unresolvable",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ETIMEDOUT: "unreachable",
  // A firewall of this machine.
  EACCES: "unreachable",
  EPERM: "unreachable",
};

/** First byte of every TLS 1.x alert and handshake record (RFC 8446, section 5.1). */
const TLS_RECORDS = [21, 22];

/**
 * Finds out what is the matter with `host:port`: kafkajs reports every one of these conditions as a
 * connection error. Deno's net permission is not looked at: see `requireNet`. Never rejects.
 *
 * @param options.timeout Milliseconds for a question; at most two are asked.
 */
export async function diagnose(
  address: string,
  options: { readonly tls: boolean; readonly timeout: number },
): Promise<Diagnosis> {
  const wanted = await exchange(address, options);
  const condition = readCondition(wanted, options.tls);
  const detail = "message" in wanted ? { detail: wanted.message } : {};
  if (condition) return { address, condition, ...detail };
  const other = await exchange(address, { ...options, tls: !options.tls });
  const mistaken = options.tls ? readPlain(other) : readTls(other);
  if (mistaken) return { address, condition: mistaken, ...mistaken === "tls_refused" && detail };
  return { address, condition: wanted.outcome === "silent" ? "silent" : "closed", ...detail };
}

/** undefined: it may be the wrong protocol. */
function readCondition(exchange: Exchange, tls: boolean): Condition | undefined {
  switch (exchange.outcome) {
    case "answered":
      if (isKafkaAnswer(exchange.bytes)) return "ready";
      return !tls && TLS_RECORDS.includes(exchange.bytes[0]!) ? "plain_on_tls_port" : "not_kafka";
    case "failed":
      return CONDITIONS[exchange.code] ?? readTlsError(exchange.code);
    case "silent":
      return exchange.phase === "connecting" ? "unreachable" : undefined;
    case "closed":
      return undefined;
  }
}

/** The other side's objection comes as an alert; the rest is what this side found. */
function readTlsError(code: string): Condition | undefined {
  if (/_ALERT_/.test(code)) return "tls_refused";
  const isCertificateError = /CERT|SIGNATURE|ISSUER|CRL|HOSTNAME_MISMATCH|INVALID_CA/.test(code);
  return isCertificateError ? "certificate_refused" : undefined;
}

/** What a port is that was asked without TLS after it had not answered with TLS. */
function readPlain(exchange: Exchange): Condition | undefined {
  switch (readCondition(exchange, false)) {
    case "ready":
      return "tls_on_plain_port";
    case "plain_on_tls_port":
      // It is TLS, but the two do not come together.
      return "tls_refused";
    case "not_kafka":
      return "not_kafka";
    default:
      return undefined;
  }
}

/** What a port is that was asked with TLS after it had not answered without. */
function readTls(exchange: Exchange): Condition | undefined {
  const hasSpoken = exchange.outcome === "failed"
    ? readTlsError(exchange.code) !== undefined
    : exchange.outcome === "answered" || exchange.phase === "asking";
  return hasSpoken ? "plain_on_tls_port" : undefined;
}
