/** Which messages were there before: hashes of 64 bits, of which ten million take some 130 MB. */
export interface KnownIds {
  /** Returns whether it is new. An id is its user's: two users may have the same one. */
  add(user: string, id: string): boolean;
}

/** Open addresses, two words each; 0 in the first is a free one. */
interface Table {
  words: Uint32Array;
  size: number;
}

/** Many small tables, which grow one at a time: never is all of it there twice. */
const TABLE_BITS = 6;
const FIRST_SLOTS = 64;
const MOST_FULL = 0.75;

export function createKnownIds(): KnownIds {
  const tables = Array.from({ length: 2 ** TABLE_BITS }, () => createTable(FIRST_SLOTS));
  return {
    add(user, id) {
      const [low, high] = hash(user, id);
      const table = tables[high >>> (32 - TABLE_BITS)]!;
      if (table.size > (MOST_FULL * table.words.length) / 2) grow(table);
      return put(table, low, high);
    },
  };
}

const createTable = (slots: number): Table => ({ words: new Uint32Array(2 * slots), size: 0 });

function grow(table: Table): void {
  const { words } = table;
  Object.assign(table, createTable(words.length));
  for (let i = 0; i < words.length; i += 2) if (words[i] !== 0) put(table, words[i]!, words[i + 1]!);
}

function put(table: Table, low: number, high: number): boolean {
  const { words } = table;
  const mask = words.length - 1;
  for (let i = (2 * low) & mask; ; i = (i + 2) & mask) {
    if (words[i] === low && words[i + 1] === high) return false;
    if (words[i] !== 0) continue;
    words[i] = low;
    words[i + 1] = high;
    table.size++;
    return true;
  }
}

/** Two hashes of 32 bits, different enough to count as one of 64; the first is never 0. */
function hash(user: string, id: string): readonly [low: number, high: number] {
  let low = 0x9e3779b9;
  let high = 0x7f4a7c15;
  for (const text of [user, id]) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      low = Math.imul(((low << 5) | (low >>> 27)) ^ code, 0x2c1b3c6d);
      high = Math.imul(((high << 11) | (high >>> 21)) ^ code, 0x297a2d39);
    }
    // Where one text ends and the next begins.
    low ^= text.length;
  }
  return [scramble(low ^ (high >>> 16)) || 1, scramble(high)];
}

/** Lets each bit depend on all of them. */
function scramble(word: number): number {
  const half = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  const whole = Math.imul(half ^ (half >>> 15), 0x846ca68b);
  return (whole ^ (whole >>> 16)) >>> 0;
}
