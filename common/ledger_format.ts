/**
 * The ledger file, version 1. Numbers are little-endian; times are f64 milliseconds since 1970 on the
 * writer's wall clock; sequences and offsets count records.
 *
 * ```
 * file      magic    8 bytes  "KSLEDGER"
 *           blocks            the first one is the head, the last one the end, if it was closed
 * block     length   u32      bytes of type and payload, at most 16 MiB
 *           check    u32      running checksum after the length
 *           checksum u32      running checksum after the payload
 *           type     u8
 *           payload  length - 1 bytes
 *
 * 1 head          JSON, UTF-8: see LedgerHead
 * 2 sent          time f64, partition u32, first sequence u64, count u32, then each record:
 *                 due f64, xxHash64 of the value u64, key length u16, key UTF-8
 * 3 acknowledged  time f64, partition u32, first sequence u64, count u32,
 *                 offset of the first i64, -1 where the broker did not say
 * 4 unknown       time f64, partition u32, first sequence u64, count u32, reason UTF-8
 * 5 handled       time f64, partition u32, count u32, then each record:
 *                 offset i64, content hash u64 (see contentHash)
 * 6 end           time f64
 * ```
 *
 * The running checksum is the CRC-32 of zlib over the magic and over every block's length, type and
 * payload up to here; the checksums themselves are left out. So a block that is changed, removed,
 * repeated or moved breaks the chain. The length has a check of its own: a length that was changed
 * cannot pass for a file that ends early.
 *
 * A file may end anywhere, as after a kill: what follows the last whole block says nothing.
 */
export const MAGIC: Uint8Array = new TextEncoder().encode("KSLEDGER");

/** Format version in the head. */
export const LEDGER_VERSION = 1;

/** Length, check and checksum. */
export const FRAME_BYTES = 12;

/** Type and payload of one block; bounds the memory of a reader. */
export const MAX_BLOCK_BYTES: number = 16 * 1024 * 1024;

/** Block types. */
export const BLOCK = { head: 1, sent: 2, acknowledged: 3, unknown: 4, handled: 5, end: 6 } as const;

/** Bytes before the records of a `sent` or `handled` block, and before a reason. */
export const RANGE_BYTES = 24;
