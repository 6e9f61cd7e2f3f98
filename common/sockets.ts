import net from "node:net";
import tls from "node:tls";
import type { ISocketFactory } from "kafkajs";
import type { Breaker } from "./breaker.ts";

const KEEP_ALIVE_DELAY_MS = 30_000;

/**
 * Opens the sockets of one kafkajs client and remembers them by `host:port`, so that they can be
 * cut from outside. kafkajs itself gives no way to drop a connection.
 */
export class Sockets {
  readonly #open = new Map<string, Set<net.Socket>>();
  readonly #breaker: Breaker;
  readonly #unsubscribe: () => void;
  #closed = false;

  constructor(breaker: Breaker) {
    this.#breaker = breaker;
    this.#unsubscribe = breaker.onCut((address) => this.cut(address, "the broker is suspended"));
  }

  /** For kafkajs' `socketFactory`. A connection to a suspended broker fails at once. */
  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const address = `${host}:${port}`;
    this.#breaker.know(address);
    if (this.#closed) return failed(`the client is closed: ${address}`);
    if (this.#breaker.isSuspended(address)) return failed(`the broker is suspended: ${address}`);
    const servername = net.isIP(host) ? {} : { servername: host };
    const socket = ssl
      ? tls.connect({ host, port, ...servername, ...ssl }, onConnect)
      : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_DELAY_MS);
    this.#remember(address, socket);
    return socket;
  };

  /** Number of sockets that are open or still connecting. */
  get size(): number {
    return [...this.#open.values()].reduce((sum, sockets) => sum + sockets.size, 0);
  }

  /** Breaks every connection to `host:port`: kafkajs sees a connection error. */
  cut(address: string, reason: string): void {
    for (const socket of [...this.#open.get(address) ?? []]) {
      socket.destroy(new Error(`Connection cut: ${reason}: ${address}`));
    }
  }

  /** Breaks every connection and opens no other. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    for (const address of [...this.#open.keys()]) this.cut(address, "the client is closed");
  }

  #remember(address: string, socket: net.Socket): void {
    const sockets = this.#open.get(address) ?? new Set();
    this.#open.set(address, sockets);
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0 && this.#open.get(address) === sockets) this.#open.delete(address);
    });
  }
}

/** A socket that reports an error as soon as its maker has put listeners on it. */
function failed(message: string): net.Socket {
  const socket = new net.Socket();
  queueMicrotask(() => socket.destroy(new Error(`Cannot connect as ${message}`)));
  return socket;
}
