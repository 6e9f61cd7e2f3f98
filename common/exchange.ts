import { Buffer } from "node:buffer";
import net from "node:net";
import tls from "node:tls";
import { parseAddress } from "./probe.ts";

/** How far a connection came. */
export type Phase = "connecting" | "handshaking" | "asking";

/** What came of a question on a fresh connection. */
export type Exchange =
  /** With a whole answer of Kafka's, length and all, or the first bytes of another protocol's. */
  | { readonly outcome: "answered"; readonly bytes: Uint8Array }
  /** The other side closed the connection without a word. */
  | { readonly outcome: "closed"; readonly phase: Phase }
  | { readonly outcome: "silent"; readonly phase: Phase }
  | {
    readonly outcome: "failed";
    readonly phase: Phase;
    /** Node's name of the error, such as `ECONNREFUSED`. */
    readonly code: string;
    readonly message: string;
  };

/**
 * ApiVersions version 0, correlation id 0, no client id: every broker answers it, to anyone.
 * Source: https://kafka.apache.org/protocol#The_Messages_ApiVersions
 */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);
/** Whoever announces more is not Kafka: text in these four bytes means at least 500 MB. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** Options of {@linkcode exchange}. */
export interface ExchangeOptions {
  readonly tls: boolean;
  /** Milliseconds for the whole. */
  readonly timeout: number;
  /**
   * A request of Kafka's protocol, with its length and correlation id 0.
   *
   * @default {ApiVersions}
   */
  readonly question?: Uint8Array;
}

/**
 * Asks `host:port` on a connection of its own and closes it. The handshake counts as done when the
 * other side's certificate has been accepted. Never rejects.
 */
export async function exchange(address: string, options: ExchangeOptions): Promise<Exchange> {
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  const { host, port } = parseAddress(address);
  let phase: Phase = "connecting";
  let bytes = Buffer.alloc(0);
  const ask = () => {
    phase = "asking";
    socket.write(options.question ?? API_VERSIONS);
  };
  /** Whatever came before the end is the answer. */
  const end = (otherwise: Exchange) =>
    resolve(bytes.length > 0 ? { outcome: "answered", bytes } : otherwise);
  const socket = options.tls
    ? tls.connect({ host, port, ...net.isIP(host) ? {} : { servername: host } }, ask)
    : net.connect({ host, port }, ask);
  if (options.tls) socket.once("connect", () => phase = "handshaking");
  socket.on("data", (part: Uint8Array) => {
    bytes = Buffer.concat([bytes, part]);
    if (isWhole(bytes)) resolve({ outcome: "answered", bytes });
  });
  socket.on("error", (error: Error & { code?: string }) => {
    end({ outcome: "failed", phase, code: error.code ?? error.name, message: error.message });
  });
  socket.on("end", () => end({ outcome: "closed", phase }));
  socket.on("close", () => end({ outcome: "closed", phase }));
  const timer = setTimeout(() => end({ outcome: "silent", phase }), options.timeout);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

function isWhole(bytes: Buffer): boolean {
  if (bytes.length < 4) return false;
  const length = bytes.readUInt32BE();
  return length > LONGEST_ANSWER || bytes.length >= 4 + length;
}

/** Whether it is an answer of Kafka's to a request with correlation id 0. */
export function isKafkaAnswer(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(0) === bytes.length - 4 && view.getUint32(4) === 0;
}
