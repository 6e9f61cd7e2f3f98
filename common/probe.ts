import { Buffer } from "node:buffer";
import net from "node:net";
import tls from "node:tls";

/** What a broker did with a question on a fresh connection. */
export type ProbeAnswer = "answered" | "refused" | "silent";

/** Asks the broker at `host:port`. Never rejects. */
export type Probe = (address: string) => Promise<ProbeAnswer>;

/**
 * ApiVersions version 0, correlation id 0, no client id: every broker answers it at once and to
 * anyone, whatever its replication is waiting for.
 * Source: https://kafka.apache.org/protocol#The_Messages_ApiVersions
 */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);

/**
 * Makes a probe. `refused` is any error, as from a process that is gone: kafkajs meets the same
 * error at once and goes elsewhere by itself. `silent` is neither answer nor error in time.
 */
export function createProbe(options: { readonly tls: boolean; readonly timeout: number }): Probe {
  return (address) => {
    const { promise, resolve } = Promise.withResolvers<ProbeAnswer>();
    const { host, port } = parseAddress(address);
    const servername = net.isIP(host) ? {} : { servername: host };
    const socket = options.tls
      ? tls.connect({ host, port, ...servername }, ask)
      : net.connect({ host, port }, ask);
    const timer = setTimeout(() => resolve("silent"), options.timeout);

    function ask(): void {
      socket.write(API_VERSIONS);
    }

    socket.on("data", () => resolve("answered"));
    socket.on("error", () => resolve("refused"));
    socket.on("close", () => resolve("refused"));
    return promise.finally(() => {
      clearTimeout(timer);
      socket.destroy();
    });
  };
}

/** Splits `host:port`; the host may be an IPv6 address in brackets. */
export function parseAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(":");
  return {
    host: address.slice(0, colon).replace(/^\[(.*)\]$/, "$1"),
    port: Number(address.slice(colon + 1)),
  };
}
