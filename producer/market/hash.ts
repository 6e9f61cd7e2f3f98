/**
 * Noise without a state: numbers that look random and depend on nothing but the key and the words
 * mixed into it. MurmurHash3_x86_32, https://github.com/aappleby/smhasher, one word at a time.
 */

const WORD_BYTES = 4;

/** Mixes a 32-bit word into a key: the hash of its four bytes with the key as seed. */
export function mix(key: number, word: number): number {
  let block = Math.imul(word, 0xcc9e2d51);
  block = Math.imul(block << 15 | block >>> 17, 0x1b873593);
  let hash = key ^ block;
  hash = Math.imul(hash << 13 | hash >>> 19, 5) + 0xe6546b64 ^ WORD_BYTES;
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  return hash ^ hash >>> 16;
}

/** Mixes a whole number of up to 63 bits, such as a time in milliseconds, into a key. */
export function mixLong(key: number, whole: number): number {
  return mix(mix(key, Math.floor(whole / 2 ** 32)), whole % 2 ** 32 | 0);
}

/** Mixes text into a key. */
export function mixText(key: number, text: string): number {
  for (let at = 0; at < text.length; at++) key = mix(key, text.charCodeAt(at));
  return key;
}

/** A hash as a number from 0 up to, but not, 1. */
export function uniform(hash: number): number {
  return (hash >>> 0) / 2 ** 32;
}

const BYTE_MEAN = 255 / 2;
const BYTE_VARIANCE = (256 ** 2 - 1) / 12;
const BELL_MEAN = WORD_BYTES * BYTE_MEAN;
const BELL_SCALE = 1 / Math.sqrt(WORD_BYTES * BYTE_VARIANCE);

/**
 * A hash as a number of mean 0 and variance 1 on a bell curve: the sum of its four bytes (the
 * Irwin-Hall distribution). Never beyond 3.5 either way, which bounds every price.
 */
export function bell(hash: number): number {
  const sum = (hash & 255) + (hash >>> 8 & 255) + (hash >>> 16 & 255) + (hash >>> 24);
  return (sum - BELL_MEAN) * BELL_SCALE;
}
