import type { Change, KeyValueStore } from "../ports.ts";
import { type Rest, readRest } from "./rest.ts";
import { getPersonKey, isSameWho, readWho, type Who } from "./who.ts";

/**
 * Who is at work in this browser, for all its tabs and later pages. It is opened before all that asks for it: the
 * person, tokens and delivery.
 */
export interface Identity {
  current(): Who;
  /** As they were when it was opened: the record of the current person, how they were left, and the record beside it. */
  readonly opened: {
    /** Of one who sleeps it is not read. */
    readonly person: unknown;
    readonly rest: Rest | undefined;
    readonly isAsleep: boolean;
    readonly beside: unknown;
  };
  /** Takes on whoever is stored by now, and reads their record. */
  open(): Promise<void>;
  /** Is this the current person, by the key of their state? */
  isCurrent(who: Who): boolean;
  /** Makes `who` the current one at once. Returns the change that stores it; another tab's choice is stored already. */
  set(who: Who): Change;
  /** Reads who is stored, since another tab may have changed that; `undefined` where it is not sound. */
  read(): Promise<{ readonly who: Who; readonly rest: Rest | undefined } | undefined>;
  /** The change of how the current person is left. Where another one is stored meanwhile, it changes nothing. */
  leave(edit: (rest: Rest | undefined) => Rest): Change;
}

export interface OpenIdentityOptions {
  createId(): string;
  /** The key of a record that is read in the same transaction, of which each takes a page its time. */
  readonly beside: string;
  /**
   * How they are left from now on, where nobody has to look at them: it is stored in the transaction that has found it.
   * Left out: somebody has to.
   */
  sleep?(rest: Rest): Rest | undefined;
}

const KEY = "who";

/** Takes on whoever is stored, and reads their record; the first tab of all stores a new anonymous one. */
export async function openIdentity(
  store: KeyValueStore,
  { createId, beside, sleep }: OpenIdentityOptions,
): Promise<Identity> {
  let who: Who = { anonymousId: createId(), replica: createId() };
  let opened: Identity["opened"] = { person: undefined, rest: undefined, isAsleep: false, beside: undefined };

  async function open(fallAsleep: OpenIdentityOptions["sleep"] = () => undefined): Promise<void> {
    let rest: Rest | undefined;
    let isAsleep = false;
    const take: Change = {
      keys: [KEY],
      apply([stored]) {
        who = readWho(stored) ?? who;
        const left = readWho(stored) && readRest(stored);
        const asleep = left && fallAsleep(left);
        isAsleep = asleep !== undefined;
        rest = asleep ?? left;
        if (asleep) return { [KEY]: { ...who, rest: asleep } };
        return readWho(stored) ? {} : { [KEY]: who };
      },
    };
    const read: Change = {
      keys: () => [beside, ...(isAsleep ? [] : [getPersonKey(who)])],
      apply([other, person]) {
        opened = { person, rest, isAsleep, beside: other };
        return {};
      },
    };
    await store.update(take, read);
  }
  await open(sleep);

  return {
    current: () => who,
    get opened() {
      return opened;
    },
    open: () => open(),
    isCurrent: (other) => getPersonKey(other) === getPersonKey(who),
    set(next) {
      who = next;
      return { keys: [], apply: () => ({ [KEY]: next }) };
    },
    async read() {
      const [stored] = await store.read([KEY]);
      const found = readWho(stored);
      return found && { who: found, rest: readRest(stored) };
    },
    leave: (edit) => ({
      keys: [KEY],
      apply([stored]) {
        const found = readWho(stored);
        return found && isSameWho(found, who) ? { [KEY]: { ...found, rest: edit(readRest(stored)) } } : {};
      },
    }),
  };
}
