const METADATA = 3;
/** The newest version before the encoding became flexible; Kafka 4 still answers it. */
const VERSION = 5;
const ANSWER_MS = 1_000;

/** Who has what of a partition, by the nodes' ids. */
export interface PartitionState {
  readonly partition: number;
  /** −1: none at the moment. */
  readonly leader: number;
  readonly inSync: readonly number[];
}

/**
 * Asks one node for a topic's partitions; an empty list if there is no such topic. One request on a
 * fresh connection: a client library would go on asking a paused node.
 *
 * @throws {Error} If there is no whole answer within a second.
 */
export async function fetchPartitions(
  address: string,
  topic: string,
  answerMs: number = ANSWER_MS,
): Promise<PartitionState[]> {
  const [hostname, port] = address.split(":") as [string, string];
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const timer = setTimeout(() => connection.close(), answerMs);
  try {
    const request = encodeRequest(topic);
    for (let sent = 0; sent < request.length;) {
      sent += await connection.write(request.subarray(sent));
    }
    const size = new DataView((await readExactly(connection, 4)).buffer).getInt32(0);
    return decodeResponse(await readExactly(connection, size));
  } finally {
    clearTimeout(timer);
  }
}

/** https://kafka.apache.org/protocol, Metadata Request (Version: 5), request header version 1. */
export function encodeRequest(topic: string): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(topic);
  const body = new Uint8Array(4 + 2 + 2 + 4 + 2 + 4 + 2 + name.length + 1);
  const view = new DataView(body.buffer);
  view.setInt32(0, body.length - 4);
  view.setInt16(4, METADATA);
  view.setInt16(6, VERSION);
  view.setInt32(8, 1); // correlation id
  view.setInt16(12, -1); // no client id
  view.setInt32(14, 1); // one topic
  view.setInt16(18, name.length);
  body.set(name, 20);
  return body; // the last byte, 0, forbids creating the topic
}

/** Reads an answer from behind its length. */
export function decodeResponse(bytes: Uint8Array): PartitionState[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const int16 = () => view.getInt16((at += 2) - 2);
  const int32 = () => view.getInt32((at += 4) - 4);
  const skipText = () => {
    const length = int16();
    at += Math.max(0, length);
  };
  const list = <T>(read: () => T): T[] => Array.from({ length: int32() }, read);
  at += 4 + 4; // correlation id, throttle time
  list(() => {
    at += 4;
    skipText();
    at += 4;
    skipText();
  });
  skipText(); // cluster id
  at += 4; // controller id, which is any broker under KRaft
  const topics = list(() => {
    at += 2;
    skipText();
    at += 1;
    return list(() => {
      at += 2;
      const [partition, leader] = [int32(), int32()];
      list(int32);
      const inSync = list(int32);
      list(int32);
      return { partition, leader, inSync };
    });
  });
  return topics.flat().sort((a, b) => a.partition - b.partition);
}

async function readExactly(connection: Deno.Conn, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  for (let filled = 0; filled < size;) {
    const count = await connection.read(bytes.subarray(filled));
    if (count === null) throw new Error("The node closed the connection");
    filled += count;
  }
  return bytes;
}
