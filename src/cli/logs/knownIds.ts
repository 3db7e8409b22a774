/**
 * Which messages were there before: hashes of 54 bits, of which ten million take some 90 MB. That one of ten million is
 * taken for another has a chance of 1 in 300.
 */
export interface KnownIds {
  /** Returns whether it is new. An id is its user's: two users may have the same one. */
  add(user: string, id: string): boolean;
}

/** Open addresses in the order of their hashes; a `low` of 0 is a free one. */
interface Table {
  readonly low: Uint32Array;
  readonly high: Uint16Array;
  size: number;
}

/** Many small tables, which grow one at a time: never is all of it there twice. */
const TABLE_BITS = 6;
const FIRST_SLOTS = 64;
const GROWTH = 1.5;
const MOST_FULL = 0.8;

export function createKnownIds(): KnownIds {
  const tables = Array.from({ length: 2 ** TABLE_BITS }, () => createTable(FIRST_SLOTS));
  return {
    add(user, id) {
      const [low, high] = hash(user, id);
      const at = high >>> (32 - TABLE_BITS);
      const table = tables[at]!;
      if (!put(table, low, high & 0xffff)) return false;
      if (table.size > MOST_FULL * table.low.length) tables[at] = grow(table);
      return true;
    },
  };
}

const createTable = (slots: number): Table => ({
  low: new Uint32Array(slots),
  high: new Uint16Array(slots),
  size: 0,
});

function grow({ low, high }: Table): Table {
  const table = createTable(Math.ceil(low.length * GROWTH));
  for (let i = 0; i < low.length; i++) if (low[i] !== 0) put(table, low[i]!, high[i]!);
  return table;
}

function put(table: Table, low: number, high: number): boolean {
  const slots = table.low.length;
  let i = Math.floor((low / 2 ** 32) * slots);
  while (table.low[i] !== 0) {
    if (table.low[i] === low && table.high[i] === high) return false;
    i = i + 1 === slots ? 0 : i + 1;
  }
  table.low[i] = low;
  table.high[i] = high;
  table.size++;
  return true;
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
