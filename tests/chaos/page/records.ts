import { createRandom } from "../../../src/testing/createRandom.ts";

/** The product of every config here. */
const DATABASE = "milepost chaos";
const TABLE = "records";
const OUT = "out/";

const whenDone = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Works on what is stored behind the SDK's back. */
async function open<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const request = indexedDB.open(DATABASE);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
  const database = await whenDone(request);
  try {
    return await work(database.transaction(TABLE, mode).objectStore(TABLE));
  } finally {
    database.close();
  }
}

const list = async (store: IDBObjectStore): Promise<Array<readonly [key: string, record: unknown]>> => {
  const [keys, records] = await Promise.all([whenDone(store.getAllKeys()), whenDone(store.getAll())]);
  return keys.map((key, index) => [String(key), records[index]]);
};

export interface Stored {
  readonly records: number;
  /** Of those, events that wait. */
  readonly waiting: number;
  /** As JSON, in characters. */
  readonly size: number;
  /** Is it stored how the person was left, so that the next page may sleep? */
  readonly mayRest: boolean;
}

export async function takeStock(): Promise<Stored> {
  const all = await open("readonly", list);
  return {
    records: all.length,
    waiting: all.filter(([key]) => key.startsWith(OUT) && key !== OUT).length,
    mayRest: all.some(([key, record]) => key === "who" && Object(Object(record).rest).until > Date.now()),
    size: all.reduce((sum, [, record]) => sum + getLength(record), 0),
  };
}

function getLength(record: unknown): number {
  try {
    return JSON.stringify(record).length;
  } catch {
    // What was changed here may have no JSON.
    return 0;
  }
}

/** What becomes of a whole record. */
const WHOLE: ReadonlyArray<() => unknown> = [
  () => null,
  () => 0,
  () => Number.NaN,
  () => "",
  () => "<script>",
  () => [],
  () => ({}),
  () => new Date(Number.NaN),
  () => new Map([["messageId", 1]]),
  () => 10n,
  () => {
    const circle: Record<string, unknown> = {};
    circle.context = circle;
    return circle;
  },
];

/** What becomes of one of its fields. */
const FIELDS: readonly unknown[] = [
  undefined,
  null,
  -1,
  1e308,
  Number.POSITIVE_INFINITY,
  Number.NaN,
  "",
  "\ud800",
  "x".repeat(70_000),
  [],
  [[[]]],
  {},
  { toString: 1, valueOf: 2, length: -1 },
  true,
  5n,
];

function mutate(record: unknown, random: () => number): unknown {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  if (typeof record !== "object" || record === null || random() < 0.3) return pick(WHOLE)();
  const copy: Record<string, unknown> = structuredClone(record) as Record<string, unknown>;
  // On the way down it stops anywhere.
  let place = copy;
  for (;;) {
    // That of a list is its own, and takes no other value.
    const odd = Array.isArray(place) ? ["__proto__"] : ["__proto__", "length"];
    const key = pick(Object.keys(place).concat(odd));
    const inner = Object.hasOwn(place, key) ? place[key] : undefined;
    if (typeof inner !== "object" || inner === null || random() < 0.4) {
      Object.defineProperty(place, key, { value: pick(FIELDS), enumerable: true, configurable: true });
      return copy;
    }
    place = inner as Record<string, unknown>;
  }
}

/**
 * Changes each stored record with a probability of `share`, and adds some that nobody wrote.
 * @returns the message ids of the events that were touched, and how many records were.
 */
export function mutateRecords(seed: number, share: number): Promise<{ ids: string[]; count: number }> {
  const random = createRandom(seed);
  return open("readwrite", async (store) => {
    const ids: string[] = [];
    let count = 0;
    for (const [key, record] of await list(store)) {
      if (random() > share) continue;
      count++;
      if (key.startsWith(OUT) && key !== OUT) ids.push(key.slice(OUT.length));
      await whenDone(store.put(mutate(record, random), key));
    }
    await whenDone(store.put(mutate({ messageId: "stranger" }, random), `${OUT}stranger-${seed}`));
    return { ids, count: count + 1 };
  });
}
