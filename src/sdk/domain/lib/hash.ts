/**
 * MurmurHash3 x86 32-bit over UTF-8 (Austin Appleby, public domain; vectors in the tests). Used where a stable, evenly
 * spread number is wanted from a text: report ids, holdout arms, remembered message ids. Not for secrets.
 */
export function murmur3(text: string, seed = 0): number {
  const bytes = toBytes(text);
  const tail = bytes.length & ~3;
  const at = (i: number): number => bytes.charCodeAt(i);
  let hash = seed;
  for (let i = 0; i < tail; i += 4) {
    hash ^= scramble(at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = bytes.length; i-- > tail; ) rest = (rest << 8) | at(i);
  hash ^= scramble(rest) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** UTF-8, a byte a character: what is ASCII already, as ids are, is taken as it is. A whole plan is too much for one call. */
const toBytes = (text: string): string =>
  isAscii(text)
    ? text
    : Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");

/** A loop takes half the time of a regular expression here. */
function isAscii(text: string): boolean {
  for (let i = text.length; i-- > 0; ) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function scramble(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

/** 53 bits, the widest whole number that JSON keeps: two hashes with different seeds, side by side. */
export const hash53 = (text: string): number => (murmur3(text, 1) & 0x1fffff) * 0x100000000 + murmur3(text);

/** 128 bits in hex: four hashes with different seeds, side by side. */
export const hash128 = (text: string): string =>
  [0, 1, 2, 3].map((seed) => murmur3(text, seed).toString(16).padStart(8, "0")).join("");
