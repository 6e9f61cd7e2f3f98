import type { Api } from "./api.ts";
import { apiVersions, type ServedVersions } from "./api_versions.ts";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import { BrokerError, LogReaderError } from "./errors.ts";

/** A byte stream to a broker. */
export interface Stream {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** Opens a byte stream. */
export type Dial = (host: string, port: number) => Promise<Stream>;

/** How to open a byte stream, with TLS or without. */
export function dialer(tls: boolean): Dial {
  return (hostname, port) =>
    tls ? Deno.connectTls({ hostname, port }) : Deno.connect({ hostname, port });
}

const CLIENT_ID = "kafka-sim-auditor";
const LARGEST_MESSAGE = 512 * 1024 * 1024;

/** One connection to one broker; one request at a time. */
export class Connection {
  readonly address: string;
  readonly #stream: Stream;
  readonly #timeout: number;
  #served: readonly ServedVersions[] = [];
  #correlation = 0;
  #closed = false;

  private constructor(address: string, stream: Stream, timeout: number) {
    this.address = address;
    this.#stream = stream;
    this.#timeout = timeout;
  }

  /**
   * Connects and asks which versions the broker serves.
   *
   * @param timeout Milliseconds for connecting, and for each request.
   * @throws {LogReaderError} `connection` or `version`.
   */
  static async open(
    address: string,
    dial: Dial,
    timeout: number,
  ): Promise<Connection> {
    const { hostname, port } = new URL(`tcp://${address}`);
    const dialling = dial(hostname.replace(/^\[|\]$/g, ""), Number(port));
    const stream = await within(timeout, dialling, () => {
      dialling.then((late) => late.close(), () => {});
    }).catch((cause) => {
      throw new LogReaderError("connection", `Cannot connect to ${address}`, {
        cause,
      });
    });
    const connection = new Connection(address, stream, timeout);
    const { errorCode, served } = await connection.request(
      apiVersions,
      undefined,
    );
    if (errorCode !== 0) {
      throw new BrokerError(errorCode, `ask ${address} for its versions`);
    }
    connection.#served = served;
    return connection;
  }

  /**
   * Asks and waits for the answer. After an error the connection is closed.
   *
   * @throws {LogReaderError} `connection`, `protocol`, or `version` where the broker does not serve
   * the version that this reader speaks.
   */
  async request<Q, A>(api: Api<Q, A>, question: Q): Promise<A> {
    this.#check(api);
    const correlation = ++this.#correlation;
    const writer = new ByteWriter().int32(0).int16(api.key).int16(api.version)
      .int32(correlation)
      .string(CLIENT_ID);
    api.encode(writer, question);
    const { written } = writer;
    new DataView(written.buffer).setInt32(0, written.length - 4);
    try {
      const answer = await within(
        this.#timeout,
        this.#exchange(written),
        () => this.close(),
      );
      const reader = new ByteReader(answer);
      const answered = reader.int32();
      if (answered !== correlation) {
        throw new Error(`Answer ${answered} is not ${correlation}`);
      }
      return api.decode(reader);
    } catch (cause) {
      this.close();
      if (cause instanceof LogReaderError) throw cause;
      const state = cause instanceof Error ? cause.message : String(cause);
      throw new LogReaderError(
        "connection",
        `Cannot get an answer to ${api.name} from ${this.address}: ${state}`,
        { cause },
      );
    }
  }

  /** Ends a request under way, too. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream.close();
  }

  /** Whether no further request can be made. */
  get closed(): boolean {
    return this.#closed;
  }

  #check({ key, name, version }: Api<never, unknown>): void {
    if (key === apiVersions.key) return;
    const served = this.#served.find((entry) => entry.key === key);
    if (served && served.min <= version && version <= served.max) return;
    throw new LogReaderError(
      "version",
      `Cannot ask ${this.address} for ${name} version ${version}: ` +
        (served ? `it serves ${served.min} to ${served.max}` : "it does not serve it"),
    );
  }

  async #exchange(message: Uint8Array): Promise<Uint8Array> {
    for (let sent = 0; sent < message.length;) {
      sent += await this.#stream.write(message.subarray(sent));
    }
    const length = new DataView((await this.#read(4)).buffer).getInt32(0);
    if (length < 4 || length > LARGEST_MESSAGE) {
      throw new Error(
        `It answered with a message of ${length} bytes, which is not Kafka's way`,
      );
    }
    return await this.#read(length);
  }

  async #read(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    for (let have = 0; have < length;) {
      const count = await this.#stream.read(bytes.subarray(have));
      if (count === null) {
        throw new Error(`It closed the connection after ${have} bytes`);
      }
      have += count;
    }
    return bytes;
  }
}

async function within<T>(
  timeout: number,
  work: Promise<T>,
  onLate: () => void,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Nothing came within ${timeout} ms`));
      onLate();
    }, timeout);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
