import xxhash from "xxhash-wasm";

const { h64Raw } = await xxhash();

/** xxHash64 with seed 0 (https://xxhash.com), as any other implementation computes it. */
export function xxh64(bytes: Uint8Array): bigint {
  return h64Raw(bytes);
}

/** What a record's reader is given of it. Absent and null count as empty. */
export interface RecordContent {
  readonly key: Uint8Array | null | undefined;
  readonly value: Uint8Array | null | undefined;
  /** Header `sender`. */
  readonly sender: Uint8Array | string | null | undefined;
  /** Header `sequence`. */
  readonly sequence: Uint8Array | string | null | undefined;
}

const encoder = new TextEncoder();
let scratch = new Uint8Array(4_096);

/** xxHash64 over key, value, sender and sequence with a zero byte between them. */
export function contentHash({ key, value, sender, sequence }: RecordContent): bigint {
  let length = 0;
  for (const part of [key, value, sender, sequence]) {
    const bytes = typeof part === "string" ? encoder.encode(part) : part ?? undefined;
    length = append(bytes, length);
  }
  // The last zero byte separates nothing.
  return h64Raw(scratch.subarray(0, length - 1));
}

function append(bytes: Uint8Array | undefined, at: number): number {
  const end = at + (bytes?.length ?? 0) + 1;
  if (end > scratch.length) {
    const larger = new Uint8Array(2 * end);
    larger.set(scratch.subarray(0, at));
    scratch = larger;
  }
  if (bytes) scratch.set(bytes, at);
  scratch[end - 1] = 0;
  return end;
}
