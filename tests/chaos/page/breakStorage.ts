export const STORAGES = ["missing", "throws", "hangs", "closes"] as const;
export type BrokenStorage = (typeof STORAGES)[number];

/** Transactions that a connection lives for where they close. */
const LIFE = 7;

/** Makes the page's database fail in one of the ways in which browsers do. */
export function breakStorage(page: Window & typeof globalThis, how: BrokenStorage): void {
  switch (how) {
    case "missing":
      Object.defineProperty(page, "indexedDB", { value: undefined });
      return;
    case "throws":
      Object.defineProperty(page, "indexedDB", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
      return;
    case "hangs":
      page.IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
      return;
    case "closes":
      return closeOften(page);
    default:
      how satisfies never;
  }
}

/** As Safari does with a page in the background: the connection has ended, and nobody was told. */
function closeOften(page: Window & typeof globalThis): void {
  const { prototype } = page.IDBDatabase;
  const begin = prototype.transaction;
  const lives = new WeakMap<IDBDatabase, number>();
  prototype.transaction = function (this: IDBDatabase, ...given: Parameters<typeof begin>) {
    const life = (lives.get(this) ?? 0) + 1;
    lives.set(this, life);
    if (life === LIFE) this.close();
    return Reflect.apply(begin, this, given);
  };
}
