/** Before the client id: length, kind of request, its version, correlation id. */
const BEFORE = 4 + 2 + 2 + 4;

/**
 * The client id at the beginning of a request.
 * Source: https://kafka.apache.org/protocol, Request Header v1 and v2.
 *
 * @returns Undefined while bytes are missing; "" where the client does not say.
 */
export function readClientId(bytes: Uint8Array): string | undefined {
  if (bytes.length < BEFORE + 2) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Math.max(0, view.getInt16(BEFORE));
  const start = BEFORE + 2;
  if (bytes.length < start + length) return undefined;
  return new TextDecoder().decode(bytes.subarray(start, start + length));
}

/**
 * How a node names itself to others: its followers to leaders (`broker-1-fetcher-0`), its share of
 * the quorum (`raft-client-1`), its broker to the controller (`1`).
 */
const NODES = [/^broker-(\d+)-/, /^raft-client-(\d+)$/, /^(\d+)$/];

/** The id of the node that names itself so; undefined for a client that is no node. */
export function nodeOfClient(clientId: string): number | undefined {
  for (const pattern of NODES) {
    const id = pattern.exec(clientId)?.[1];
    if (id !== undefined) return Number(id);
  }
  return undefined;
}
