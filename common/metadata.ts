/** What one broker says of the cluster. */
export interface ClusterMetadata {
  readonly clusterId: string | undefined;
  /** `host:port` as the brokers advertise themselves, of those that are alive. */
  readonly brokers: readonly string[];
  /** Those asked for. */
  readonly topics: readonly TopicMetadata[];
}

/** A metadata answer as it came: with the ids by which its partitions name the brokers. */
export interface MetadataAnswer extends ClusterMetadata {
  /** `host:port` by the brokers' ids. */
  readonly addresses: ReadonlyMap<number, string>;
}

/** What one broker says of a topic. */
export interface TopicMetadata {
  readonly name: string;
  /** By https://kafka.apache.org/protocol#protocol_error_codes; 0: none. */
  readonly errorCode: number;
  /** In their order. */
  readonly partitions: readonly PartitionMetadata[];
}

/** Who has what of a partition, by the brokers' ids. */
export interface PartitionMetadata {
  readonly partition: number;
  /** −1: none at the moment. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

const METADATA = 3;
/** Has all that is needed here: brokers from 0.11 to 4.x answer it. */
const VERSION = 4;

/**
 * A question for these topics and no other, which creates none. kafkajs asks for all topics at the
 * least occasion, and takes one without a leader, anybody's, for a failure.
 * Source: https://kafka.apache.org/protocol, Metadata Request (Version: 4), request header version 1.
 */
export function encodeMetadataRequest(topics: readonly string[]): Uint8Array<ArrayBuffer> {
  const names = topics.map((topic) => new TextEncoder().encode(topic));
  const length = names.reduce((sum, name) => sum + 2 + name.length, 4 + 2 + 2 + 4 + 2 + 4 + 1);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, length - 4);
  view.setInt16(4, METADATA);
  view.setInt16(6, VERSION);
  view.setInt32(8, 0); // correlation id
  view.setInt16(12, -1); // no client id
  view.setInt32(14, names.length);
  let at = 18;
  for (const name of names) {
    view.setInt16(at, name.length);
    bytes.set(name, at + 2);
    at += 2 + name.length;
  }
  return bytes; // the last byte, 0, forbids creating topics
}

/**
 * Reads an answer, with its length.
 *
 * @throws {RangeError} If it is cut off or no such answer.
 */
export function decodeMetadata(bytes: Uint8Array): MetadataAnswer {
  const reader = new Reader(bytes);
  reader.skip(4 + 4 + 4); // length, correlation id, throttle time
  const addresses = new Map(reader.list((): [number, string] => {
    const id = reader.int32();
    const address = formatAddress(reader.text() ?? "", reader.int32());
    reader.text(); // rack
    return [id, address];
  }));
  const clusterId = reader.text();
  reader.skip(4); // controller id, which is any broker under KRaft
  const topics = reader.list(() => {
    const errorCode = reader.int16();
    const name = reader.text() ?? "";
    reader.skip(1);
    const partitions = reader.list(() => readPartition(reader));
    return { name, errorCode, partitions: partitions.sort((a, b) => a.partition - b.partition) };
  });
  return { clusterId, brokers: [...addresses.values()], addresses, topics };
}

function readPartition(reader: Reader): PartitionMetadata {
  reader.skip(2); // an error code, such as for a replica that is offline
  const partition = reader.int32();
  const leader = reader.int32();
  return { partition, leader, replicas: reader.ints(), inSync: reader.ints() };
}

/** As settings name an address: an IPv6 host stands in brackets. */
function formatAddress(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Reads the protocol's types one after the other. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  skip(count: number): void {
    this.#at += count;
  }

  int16(): number {
    this.skip(2);
    return this.#view.getInt16(this.#at - 2);
  }

  int32(): number {
    this.skip(4);
    return this.#view.getInt32(this.#at - 4);
  }

  text(): string | undefined {
    const length = this.int16();
    if (length < 0) return undefined;
    this.skip(length);
    if (this.#at > this.#bytes.length) throw new RangeError("The text is cut off");
    return new TextDecoder().decode(this.#bytes.subarray(this.#at - length, this.#at));
  }

  list<T>(read: () => T): T[] {
    const count = this.int32();
    const items: T[] = [];
    while (items.length < count) items.push(read());
    return items;
  }

  ints(): number[] {
    return this.list(() => this.int32());
  }
}
