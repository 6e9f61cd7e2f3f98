import { Buffer } from "node:buffer";

/** Values by name; several of one name stand in an array. */
export type RecordHeaders = Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;

/** kafkajs gives buffers; its types allow more. */
export type HeaderValue = Buffer | string | null | undefined;

/** A record as the group gives it. */
export interface GivenRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Exact up to 2^53, which no log reaches. */
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Absent in the message format of before 2017. */
  readonly headers?: RecordHeaders | undefined;
}

/** The bytes of a header, the first one of several; undefined if there is none. */
export function headerOf({ headers }: GivenRecord, name: string): Buffer | undefined {
  return bytesOf(headers?.[name], 0);
}

/** The same for the last one of several: what was added last. */
export function lastHeaderOf({ headers }: GivenRecord, name: string): Buffer | undefined {
  return bytesOf(headers?.[name], -1);
}

function bytesOf(header: RecordHeaders[string], at: 0 | -1): Buffer | undefined {
  const value = Array.isArray(header) ? header.at(at) as HeaderValue : header as HeaderValue;
  return typeof value === "string" ? Buffer.from(value) : value ?? undefined;
}
