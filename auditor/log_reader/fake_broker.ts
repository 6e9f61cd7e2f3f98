import { apiVersions } from "./api_versions.ts";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import type { Dial, Stream } from "./connection.ts";

/** A request as it came in. */
export interface FakeRequest {
  readonly address: string;
  readonly key: number;
  readonly version: number;
  readonly body: ByteReader;
}

/** Writes the body of an answer; undefined: no answer ever comes; "close": the connection ends. */
export type FakeAnswer = ((writer: ByteWriter) => void) | "close" | undefined;

const CHUNK_BYTES = 7;

/** Versions that the fake serves unless told otherwise: key, least, greatest. */
const SERVED = [
  ...[[1, 4, 17], [2, 1, 10], [3, 0, 13], [9, 1, 9], [10, 0, 6], [18, 0, 4], [43, 0, 2]] as const,
];

/**
 * Brokers in memory, for tests of what a real one will not do on demand. ApiVersions is answered
 * here, everything else by `answer`.
 */
export function fakeDial(
  answer: (request: FakeRequest) => FakeAnswer,
  served: readonly (readonly [number, number, number])[] = SERVED,
): Dial {
  return (host, port) => Promise.resolve(new FakeStream(`${host}:${port}`, answer, served));
}

/** Metadata of a cluster of nodes 1 to 3 at `b:1` to `b:3`, and of topic `t` with one partition. */
export function topicAnswer(
  leader: number,
  epoch: number,
  error = 0,
): (writer: ByteWriter) => void {
  return (writer) => {
    writer.int32(0).array([1, 2, 3], (node) => {
      writer.int32(node).string("b").int32(node).string(null);
    });
    writer.string("cluster").int32(1).int32(1).int16(error).string("t").int8(0);
    writer.array([0], (partition) => {
      writer.int16(0).int32(partition).int32(leader).int32(epoch);
      for (const nodes of [[1, 2, 3], [2, 3], []]) {
        writer.array(nodes, (node) => writer.int32(node));
      }
    });
  };
}

class FakeStream implements Stream {
  readonly #address: string;
  readonly #answer: (request: FakeRequest) => FakeAnswer;
  readonly #served: readonly (readonly [number, number, number])[];
  #outgoing = new Uint8Array(0);
  #ended = false;
  #wake: () => void = () => {};

  constructor(
    address: string,
    answer: (request: FakeRequest) => FakeAnswer,
    served: readonly (readonly [number, number, number])[],
  ) {
    this.#address = address;
    this.#answer = answer;
    this.#served = served;
  }

  write(bytes: Uint8Array): Promise<number> {
    const reader = new ByteReader(bytes);
    reader.int32();
    const [key, version] = [reader.int16(), reader.int16()];
    const correlation = reader.int32();
    reader.nullableString();
    const answer = key === apiVersions.key
      ? (writer: ByteWriter) => {
        writer.int16(0).array(this.#served, (row) => row.forEach((number) => writer.int16(number)));
      }
      : this.#answer({ address: this.#address, key, version, body: reader });
    if (answer === "close") this.close();
    else if (answer) this.#send(correlation, answer);
    return Promise.resolve(bytes.length);
  }

  /** In small pieces, so that a reader that takes one chunk for a message fails. */
  async read(into: Uint8Array): Promise<number | null> {
    while (this.#outgoing.length === 0) {
      if (this.#ended) return null;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    const size = Math.min(into.length, this.#outgoing.length, CHUNK_BYTES);
    into.set(this.#outgoing.subarray(0, size));
    this.#outgoing = this.#outgoing.slice(size);
    return size;
  }

  close(): void {
    this.#ended = true;
    this.#wake();
  }

  #send(correlation: number, write: (writer: ByteWriter) => void): void {
    const writer = new ByteWriter().int32(0).int32(correlation);
    write(writer);
    const message = writer.written.slice();
    new DataView(message.buffer).setInt32(0, message.length - 4);
    this.#outgoing = new Uint8Array([...this.#outgoing, ...message]);
    this.#wake();
  }
}
