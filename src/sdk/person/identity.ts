import type { Change, KeyValueStore } from "../ports.ts";
import { getPersonKey } from "./personRecords.ts";
import { readWho, type Who } from "./who.ts";

/**
 * Who is at work in this browser, for all its tabs and later pages. It is opened before all that asks for it: the
 * person, tokens and delivery.
 */
export interface Identity {
  current(): Who;
  /** As they were when it was opened: the record of the current person, and the one beside it. */
  readonly opened: { readonly person: unknown; readonly beside: unknown };
  /** Is this the current person, by the key of their state? */
  isCurrent(who: Who): boolean;
  /** Makes `who` the current one at once. Returns the change that stores it; another tab's choice is stored already. */
  set(who: Who): Change;
  /** Reads who is stored, since another tab may have changed that; `undefined` where it is not sound. */
  read(): Promise<Who | undefined>;
}

const KEY = "who";

/**
 * Takes on whoever is stored, and reads their record; the first tab of all stores a new anonymous one.
 * @param beside The key of a record that is read in the same transaction, of which each takes a page its time.
 */
export async function openIdentity(
  store: KeyValueStore,
  createId: () => string,
  beside: string,
): Promise<Identity> {
  const fresh: Who = { anonymousId: createId(), replica: createId() };
  let who = fresh;
  let opened: Identity["opened"] = { person: undefined, beside: undefined };
  const take: Change = {
    keys: [KEY],
    apply([stored]) {
      who = readWho(stored) ?? fresh;
      return { [KEY]: who };
    },
  };
  const read: Change = {
    keys: () => [getPersonKey(who), beside],
    apply([person, other]) {
      opened = { person, beside: other };
      return {};
    },
  };
  await store.update(take, read);
  return {
    current: () => who,
    opened,
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
