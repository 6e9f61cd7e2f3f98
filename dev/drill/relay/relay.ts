import { nodeOfClient, readClientId } from "./client_id.ts";
import type { Silence } from "./silence.ts";

const PIECE = 64 * 1024;
const HOST = "127.0.0.1";

/** What a relay stands before. */
export interface RelayOptions {
  /** Where it listens; 0: any free port. */
  readonly port: number;
  /** Where the node itself listens. */
  readonly target: number;
  /** The node's id. */
  readonly node: number;
  readonly silence: Silence;
}

/**
 * Passes bytes between those who open a connection and one listener of one node. In a silence it
 * stops and closes nothing: what is under way waits in the sockets' buffers, as it does in a network
 * that has gone quiet, and arrives when the silence ends.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #listener: Deno.TcpListener;
  readonly #open = new Set<Deno.Conn>();
  #isClosed = false;

  /** @throws {Deno.errors.AddrInUse} If the port is taken. */
  constructor(options: RelayOptions) {
    this.#options = options;
    this.#listener = Deno.listen({ hostname: HOST, port: options.port });
    this.#accept();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Closes every connection. */
  close(): void {
    this.#isClosed = true;
    this.#listener.close();
    for (const connection of [...this.#open]) this.#drop(connection);
  }

  async #accept(): Promise<void> {
    while (!this.#isClosed) {
      try {
        this.#serve(await this.#listener.accept());
      } catch {
        // Closed, or whoever knocked has gone again.
      }
    }
  }

  async #serve(inbound: Deno.TcpConn): Promise<void> {
    const { node, silence, target } = this.#options;
    this.#open.add(inbound);
    let outbound: Deno.TcpConn | undefined;
    const drop = () => {
      this.#drop(inbound);
      if (outbound) this.#drop(outbound);
    };
    try {
      const { opener, first } = await meet(inbound);
      const pass = () => silence.passage(opener, node);
      await pass();
      outbound = await Deno.connect({ hostname: HOST, port: target });
      outbound.setNoDelay();
      inbound.setNoDelay();
      this.#open.add(outbound);
      await writeAll(outbound, first);
      await Promise.all([pump(inbound, outbound, pass, drop), pump(outbound, inbound, pass, drop)]);
    } catch {
      // The node is dead, or whoever opened the connection has gone.
    }
    drop();
  }

  #drop(connection: Deno.Conn): void {
    if (this.#open.delete(connection)) connection.close();
  }
}

/** Reads until it is clear who opened the connection. */
async function meet(
  connection: Deno.Conn,
): Promise<{ opener: number | undefined; first: Uint8Array }> {
  const buffer = new Uint8Array(PIECE);
  let filled = 0;
  while (true) {
    const count = await connection.read(buffer.subarray(filled));
    if (count === null) throw new Error("It was closed without a word");
    filled += count;
    const first = buffer.subarray(0, filled);
    const clientId = readClientId(first);
    if (clientId !== undefined) return { opener: nodeOfClient(clientId), first };
  }
}

/** Passes one direction on until it ends; an end, too, passes only where bytes would. */
async function pump(
  from: Deno.Conn,
  to: Deno.Conn,
  pass: () => Promise<void>,
  drop: () => void,
): Promise<void> {
  const buffer = new Uint8Array(PIECE);
  try {
    while (true) {
      const count = await from.read(buffer);
      await pass();
      if (count === null) break;
      await writeAll(to, buffer.subarray(0, count));
    }
  } catch {
    await pass();
  }
  drop();
}

async function writeAll(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await to.write(bytes.subarray(written));
  }
}
