import type { ByteReader } from "./byte_reader.ts";
import type { ByteWriter } from "./byte_writer.ts";

/**
 * One request of Kafka's protocol in one version. All versions here are ones that Kafka 3.9 and 4.3
 * both serve, and older than the flexible encoding, which would double the code.
 * Source: https://kafka.apache.org/protocol#protocol_messages
 */
export interface Api<Request, Response> {
  readonly name: string;
  readonly key: number;
  readonly version: number;
  readonly encode: (writer: ByteWriter, request: Request) => void;
  readonly decode: (reader: ByteReader) => Response;
}
