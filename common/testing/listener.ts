import { certificate } from "./certificate.ts";

/** What a listener does with a connection that it has taken; the connection is closed afterwards. */
export type Serve = (connection: Deno.Conn) => Promise<void>;

/** How a listener is opened. */
export interface ListenerOptions {
  /** Speaks TLS, with a certificate that nobody trusts. */
  readonly tls?: boolean;
}

/** Runs a test against a port of this machine that serves connections so, several at a time. */
export async function withListener(
  serve: Serve,
  test: (address: string) => Promise<void>,
  { tls = false }: ListenerOptions = {},
): Promise<void> {
  const at = { hostname: "127.0.0.1", port: 0 };
  const listener = tls ? Deno.listenTls({ ...at, ...certificate }) : Deno.listen(at);
  const { port } = listener.addr as Deno.NetAddr;
  const served: Promise<void>[] = [];
  const serving = (async () => {
    for await (const connection of listener) {
      // The other side may refuse the certificate, or be gone.
      served.push(serve(connection).catch(() => {}).finally(() => close(connection)));
    }
  })();
  try {
    await test(`127.0.0.1:${port}`);
  } finally {
    listener.close();
    await serving;
    await Promise.all(served);
  }
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // Whoever served it has closed it.
  }
}

/** A port at which nothing listens. */
export function closedPort(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `127.0.0.1:${(listener.addr as Deno.NetAddr).port}`;
}

/** Takes whatever comes and never answers. */
export async function silent(connection: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(1024);
  while (await connection.read(buffer).catch(() => null) !== null);
}

/** Closes the connection when something has come. */
export async function hangsUp(connection: Deno.Conn): Promise<void> {
  await connection.read(new Uint8Array(1024));
}

/** Answers anything with this text or these bytes, then waits until the other side closes. */
export function says(answer: string | readonly number[]): Serve {
  const bytes = typeof answer === "string"
    ? new TextEncoder().encode(answer)
    : Uint8Array.from(answer);
  return async (connection) => {
    await connection.read(new Uint8Array(1024));
    await connection.write(bytes);
    await silent(connection);
  };
}
