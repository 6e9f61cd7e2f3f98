const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;

/**
 * Whether a jar is whole, by its last record, which says where the directory before it lies: a
 * truncated one has none, or one that does not fit. (PKWARE APPNOTE 4.3.16.)
 */
export function isWholeZip(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    const directory = view.getUint32(at + 12, true) + view.getUint32(at + 16, true);
    return directory <= at && at + END_SIZE + view.getUint16(at + 20, true) === bytes.length;
  }
  return false;
}
