import type { ClusterMetadata } from "../metadata.ts";
import { type Serve, silent } from "./listener.ts";

const API_VERSIONS = 18;
const encoder = new TextEncoder();

/** A metadata answer, version 4, with its length and correlation id 0. */
export function metadataAnswer({ clusterId, brokers, topics }: ClusterMetadata): Uint8Array {
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

/** A broker that says this of its cluster, as often as it is asked. */
export function broker(metadata: (topics: readonly string[]) => ClusterMetadata): Serve {
  return async (connection) => {
    const buffer = new Uint8Array(1024);
    const length = await connection.read(buffer) ?? 0;
    const isGreeting = buffer[5] === API_VERSIONS;
    const answer = isGreeting
      ? frame([...int16(0), ...int32(0)])
      : metadataAnswer(metadata(readTopics(buffer.subarray(0, length))));
    await connection.write(answer);
    await silent(connection);
  };
}

function readTopics(request: Uint8Array): string[] {
  const view = new DataView(request.buffer);
  const topics: string[] = [];
  for (let at = 18; topics.length < view.getInt32(14);) {
    const start = at + 2;
    at = start + view.getInt16(at);
    topics.push(new TextDecoder().decode(request.subarray(start, at)));
  }
  return topics;
}

function frame(body: readonly number[]): Uint8Array {
  return Uint8Array.from([...int32(4 + body.length), ...int32(0), ...body]);
}

function int16(value: number): number[] {
  return [value >> 8 & 255, value & 255];
}

function int32(value: number): number[] {
  return [...int16(value >> 16), ...int16(value)];
}

function text(value: string | undefined): number[] {
  return value === undefined ? int16(-1) : [...int16(value.length), ...encoder.encode(value)];
}

function list<T>(items: readonly T[], encode: (item: T, index: number) => number[]): number[] {
  return [...int32(items.length), ...items.flatMap(encode)];
}
