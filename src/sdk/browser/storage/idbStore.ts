import { createStore, promisifyRequest } from "idb-keyval";
import type { KeyValueStore, Undo } from "../../ports.ts";
import { type Records, setRecords } from "./changes.ts";
import { changeRecords, listRecords, readRecords } from "./idbWork.ts";
import { createMemoryStore } from "./memoryStore.ts";

/** How long the database may be silent: until it opens, and later, when other tabs' transactions may come first. */
const OPENING_MS = 3_000;
const WORKING_MS = 10_000;

/** Gives the records that it has read or written, `undefined` for those that are not there. */
type Work = (store: IDBObjectStore) => Promise<Records>;

/**
 * Whether a new connection may help. Browsers drop connections: Safari in the background, all of them when the user
 * clears the site's data. It does not help against silence, which throws nothing, or a full disk. What we have broken
 * off ourselves has no error, `null`.
 */
const isMended = (error: unknown): boolean =>
  error !== undefined && (error as Error | null)?.name !== "QuotaExceededError";

/**
 * The records of the database `name`, for all tabs. When it is missing, refuses, is full or does not answer, the page
 * goes on in memory for good, with the records that it has seen, and writes there what could not be written. So
 * nothing rejects but for what a change itself throws. A change may be applied more than once.
 * @param onBroken called once, when the page goes on in memory.
 */
export function createIdbStore(
  name: string,
  page: Pick<Window, "setTimeout" | "clearTimeout" | "addEventListener">,
  onBroken?: () => void,
): KeyValueStore {
  const connect = () => createStore(name, "records");
  const seen = new Map<string, unknown>();
  const memory = createMemoryStore(seen);
  let database = connect();
  let answers = 0;
  let broken = false;
  const open = new Set<IDBTransaction>();
  let whenHere: Promise<unknown> = Promise.resolve();
  const ending = new AbortController();

  // WebKit keeps the transactions of a page that is kept for the way back, and all that others ask of the database waits
  // for that page. So they are broken off, and done again when it is back.
  const leave = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    whenHere = new Promise((resolve) => page.addEventListener("pageshow", resolve, { once: true }));
    for (const transaction of open) abort(transaction);
  };
  page.addEventListener("pagehide", leave, { signal: ending.signal });

  const run = async (mode: IDBTransactionMode, work: Work): Promise<Records> => {
    let transaction: IDBTransaction;
    const { silence, stop } = awaitSilence(page, () => answers);
    try {
      await whenHere;
      const done = database(mode, (store) => {
        answers++;
        ({ transaction } = store);
        open.add(transaction);
        const { db } = transaction;
        // An open connection would hold up a page that deletes its databases at logout.
        db.onversionchange = () => db.close();
        return work(store);
      });
      const records = await Promise.race([done, silence]);
      answers++;
      return records;
    } finally {
      open.delete(transaction!);
      stop();
    }
  };

  /** Whether the database has done it; what it gave is then among the records seen. */
  const attempt = async (mode: IDBTransactionMode, work: Work, again = true): Promise<boolean> => {
    const used = database;
    try {
      const records = broken ? undefined : await run(mode, work);
      // Where the page went on in memory meanwhile, that is ahead of the database.
      if (records && !broken) setRecords(seen, records);
    } catch (error) {
      if (again && isMended(error)) {
        if (database === used) database = connect();
        return attempt(mode, work, false);
      }
      if (!broken) onBroken?.();
      broken = true;
    }
    return !broken;
  };

  return {
    get kind() {
      return broken ? "memory" : "indexeddb";
    },
    async update(...changes) {
      const done = await attempt("readwrite", (store) => changeRecords(store, changes));
      if (!done) await memory.update(...changes);
    },
    async read(keys) {
      await attempt("readonly", (store) => readRecords(store, keys));
      return memory.read(keys);
    },
    async list(prefix) {
      await attempt("readonly", async (store) => {
        const found = await listRecords(store, prefix);
        const gone = [...seen.keys()].filter((key) => key.startsWith(prefix) && !found.has(key));
        return new Map([...found, ...gone.map((key) => [key, undefined] as const)]);
      });
      return memory.list(prefix);
    },
    async clear() {
      await attempt("readwrite", (store) => promisifyRequest(store.clear()).then(() => new Map()));
      seen.clear();
    },
    close() {
      ending.abort();
      void attempt("readonly", async ({ transaction }) => {
        transaction.db.close();
        return new Map();
      });
      broken = true;
    },
  };
}

/** `silence` rejects where nothing is answered for too long; it throws `undefined`. */
function awaitSilence(
  page: Pick<Window, "setTimeout" | "clearTimeout">,
  getAnswers: () => number,
): { readonly silence: Promise<never>; readonly stop: Undo } {
  let timer = 0;
  const silence = new Promise<never>((_, fail) => {
    // What waits its turn is not given up: only when nothing else is answered either.
    const listen = (before: number): void => {
      const check = () => (before < getAnswers() ? listen(getAnswers()) : fail());
      timer = page.setTimeout(check, before ? WORKING_MS : OPENING_MS);
    };
    listen(getAnswers());
  });
  return { silence, stop: () => page.clearTimeout(timer) };
}

const abort = (transaction: IDBTransaction): void => {
  try {
    transaction.abort();
  } catch {
    // It is complete.
  }
};
