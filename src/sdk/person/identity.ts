import type { Change, KeyValueStore } from "../ports.ts";
import { getPersonKey } from "./personRecords.ts";
import { readWho, type Who } from "./who.ts";

/**
 * Who is at work in this browser, for all its tabs and later pages. It is opened before all that asks for it: the
 * person, tokens and delivery.
 */
export interface Identity {
  current(): Who;
  /** Is this the current person, by the key of their state? */
  isCurrent(who: Who): boolean;
  /** Makes `who` the current one at once. Returns the change that stores it; another tab's choice is stored already. */
  set(who: Who): Change;
  /** Reads who is stored, since another tab may have changed that; `undefined` where it is not sound. */
  read(): Promise<Who | undefined>;
}

const KEY = "who";

/** Takes on whoever is stored; the first tab of all stores a new anonymous one. */
export async function openIdentity(store: KeyValueStore, createId: () => string): Promise<Identity> {
  const fresh: Who = { anonymousId: createId(), replica: createId() };
  let who = fresh;
  await store.update({
    keys: [KEY],
    apply([stored]) {
      who = readWho(stored) ?? fresh;
      return { [KEY]: who };
    },
  });
  return {
    current: () => who,
    isCurrent: (other) => getPersonKey(other) === getPersonKey(who),
    set(next) {
      who = next;
      return { keys: [], apply: () => ({ [KEY]: next }) };
    },
    async read() {
      const [stored] = await store.read([KEY]);
      return readWho(stored);
    },
  };
}
