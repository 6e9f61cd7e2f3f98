import type { ClusterMetadata } from "../metadata.ts";
import type { Serve } from "./listener.ts";

const METADATA = 3;
const API_VERSIONS = 18;
const encoder = new TextEncoder();

/** A metadata answer, version 4, with its length and correlation id 0. */
export function metadataAnswer(
  { clusterId, brokers, topics }: ClusterMetadata,
): Uint8Array<ArrayBuffer> {
  return frame([
    ...int32(0), // throttle time
    ...list(brokers, (address, index) => [
      ...int32(index + 1),
      ...text(address.slice(0, address.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1")),
      ...int32(Number(address.slice(address.lastIndexOf(":") + 1))),
      ...text(undefined), // rack
    ]),
    ...text(clusterId),
    ...int32(1), // controller id
    ...list(topics, ({ name, errorCode, partitions }) => [
      ...int16(errorCode),
      ...text(name),
      0,
      ...list(partitions, ({ partition, leader, replicas, inSync }) => [
        ...int16(0),
        ...int32(partition),
        ...int32(leader),
        ...list(replicas, int32),
        ...list(inSync, int32),
      ]),
    ]),
  ]);
}

/**
 * A broker that says this of its cluster, as often as it is asked. It answers ApiVersions and
 * Metadata, and closes the connection on anything else.
 *
 * @param metadata Called with the topics that are asked for, undefined for all.
 * @param others Bodies of the answers, version 0, to requests of other kinds, by their API keys.
 */
export function broker(
  metadata: (topics?: readonly string[]) => ClusterMetadata,
  others: ReadonlyMap<number, () => readonly number[]> = new Map(),
): Serve {
  return async (connection) => {
    for await (const request of requests(connection)) {
      const view = new DataView(request.buffer, request.byteOffset);
      const [api, version, id] = [view.getInt16(4), view.getInt16(6), view.getInt32(8)];
      const other = others.get(api);
      if (api !== API_VERSIONS && api !== METADATA && !other) return;
      const answer = other
        ? frame(other())
        : api === METADATA
        ? metadataAnswer(metadata(readTopics(request)))
        : apiVersionsAnswer(version, [...others.keys()]);
      new DataView(answer.buffer).setInt32(4, id);
      await connection.write(answer);
    }
  };
}

/** All requests here are small: each comes in one piece. */
async function* requests(connection: Deno.Conn): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (;;) {
    const buffer = new Uint8Array(1024);
    const length = await connection.read(buffer).catch(() => null);
    if (length === null) return;
    yield buffer.subarray(0, length);
  }
}

function apiVersionsAnswer(version: number, others: readonly number[]): Uint8Array<ArrayBuffer> {
  const apis = [[API_VERSIONS, 2], [METADATA, 4], ...others.map((api) => [api, 0] as const)];
  return frame([
    ...int16(0),
    ...list(apis, ([api, newest]) => [...int16(api), ...int16(0), ...int16(newest)]),
    ...version > 0 ? int32(0) : [], // throttle time
  ]);
}

function readTopics(request: Uint8Array): string[] | undefined {
  const view = new DataView(request.buffer, request.byteOffset);
  const start = 14 + Math.max(0, view.getInt16(12)); // behind the client id
  const count = view.getInt32(start);
  if (count < 0) return undefined;
  const topics: string[] = [];
  for (let at = start + 4; topics.length < count;) {
    const begin = at + 2;
    at = begin + view.getInt16(at);
    topics.push(new TextDecoder().decode(request.subarray(begin, at)));
  }
  return topics;
}

function frame(body: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...int32(4 + body.length), ...int32(0), ...body]);
}

/** Two bytes. */
export function int16(value: number): number[] {
  return [value >> 8 & 255, value & 255];
}

/** Four bytes. */
export function int32(value: number): number[] {
  return [...int16(value >> 16), ...int16(value)];
}

/** A string; undefined: null. */
export function text(value: string | undefined): number[] {
  return value === undefined ? int16(-1) : [...int16(value.length), ...encoder.encode(value)];
}

function list<T>(items: readonly T[], encode: (item: T, index: number) => number[]): number[] {
  return [...int32(items.length), ...items.flatMap(encode)];
}
