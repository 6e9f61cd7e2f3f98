/** Helpers of the tests in this folder. */

/** The beginning of a request of this client, up to its id. */
export function request(clientId: string | null): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(clientId ?? "");
  const bytes = new Uint8Array(14 + name.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, bytes.length - 4);
  view.setInt16(4, 18);
  view.setInt16(12, clientId === null ? -1 : name.length);
  bytes.set(name, 14);
  return bytes;
}

/** A server that answers every piece with the same bytes, until it is closed. */
export class Echo implements Disposable {
  /** Bytes received so far. */
  received = 0;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #open = new Set<Deno.Conn>();

  constructor() {
    this.#accept();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Closes what is open, as a process that ends does. */
  [Symbol.dispose](): void {
    this.#listener.close();
    for (const connection of this.#open) connection.close();
    this.#open.clear();
  }

  async #accept(): Promise<void> {
    try {
      for await (const connection of this.#listener) this.#answer(connection);
    } catch {
      // Closed.
    }
  }

  async #answer(connection: Deno.Conn): Promise<void> {
    this.#open.add(connection);
    const buffer = new Uint8Array(4096);
    try {
      for (let count; (count = await connection.read(buffer)) !== null;) {
        this.received += count;
        await connection.write(buffer.slice(0, count));
      }
    } catch {
      // Closed.
    }
    if (this.#open.delete(connection)) connection.close();
  }
}

/** Reads so many bytes, or fewer where the other side closes before. */
export async function read(connection: Deno.Conn, count: number): Promise<number> {
  const buffer = new Uint8Array(count);
  let filled = 0;
  while (filled < count) {
    const got = await connection.read(buffer.subarray(filled)).catch(() => null);
    if (got === null) break;
    filled += got;
  }
  return filled;
}
