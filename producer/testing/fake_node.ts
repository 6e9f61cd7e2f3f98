import { Buffer } from "node:buffer";
import net from "node:net";

/** One broker: a listener that can be stopped, and paused as SIGSTOP would do it. */
export class FakeNode {
  /** Whether the cluster's metadata names it. */
  listed = true;
  port = 0;
  readonly #handle: (request: Buffer, answer: (body: Buffer | undefined) => void) => void;
  readonly #sockets = new Set<net.Socket>();
  readonly #held: (() => void)[] = [];
  #server: net.Server | undefined;
  #paused = false;

  constructor(handle: (request: Buffer, answer: (body: Buffer | undefined) => void) => void) {
    this.#handle = handle;
  }

  /** Listens, on the same port as before. */
  async start(): Promise<void> {
    const server = net.createServer((socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as net.AddressInfo).port;
  }

  /** Breaks all connections and refuses new ones. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise((resolve) => server ? server.close(resolve) : resolve(undefined));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Takes connections and requests, and does nothing about them. */
  pause(): void {
    this.#paused = true;
  }

  /** Does what has come in since `pause()`, in the order of arrival. */
  resume(): void {
    this.#paused = false;
    for (const work of this.#held.splice(0)) work();
  }

  #serve(socket: net.Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => {});
    let received = Buffer.alloc(0);
    socket.on("data", (data) => {
      received = Buffer.concat([received, data]);
      while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
        const end = 4 + received.readInt32BE(0);
        const request = Buffer.from(received.subarray(4, end));
        received = received.subarray(end);
        const work = () => this.#handle(request, (body) => answer(socket, body));
        if (this.#paused) this.#held.push(work);
        else work();
      }
    });
  }
}

function answer(socket: net.Socket, body: Buffer | undefined): void {
  if (!body) return void socket.destroy();
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  if (!socket.destroyed) socket.write(Buffer.concat([size, body]));
}
