import type { Here } from "../sdk/domain/state/facts.ts";
import { createMemory, createState, type Memory, type State } from "../sdk/domain/state/state.ts";
import type { LogEvent } from "./logEvent.ts";
import { createZones } from "./zones.ts";

export interface Person {
  /** Counted from 0 in the order in which they came. */
  readonly number: number;
  readonly state: State;
  /** Where they were last. */
  here: Here;
  /** The path of that. */
  path: string | undefined;
  /** Guides on their screen. */
  live: ReadonlySet<string>;
  /** When time alone may change what is to be shown. */
  lookAt: number;
  /** Whether Milepost was ever there for them. */
  isUser: boolean;
}

/** All people of a log, each with a state of their own; what is remembered of an account is shared by its people. */
export interface People {
  get(event: LogEvent): Person;
  /** Notes where the event happened; the result says whether that is elsewhere than the last one. */
  move(person: Person, event: LogEvent): boolean;
  has(user: string): boolean;
  size(): number;
  all(): Iterable<Person>;
  /** Who was in the account last. */
  getMembers(account: string): Iterable<Person>;
}

export const NOBODY: ReadonlySet<string> = new Set();
const ORIGIN = "http://log";

/** One account, and who is in it. */
interface Account {
  readonly memory: Memory;
  readonly members: Set<Person>;
}

/** @param zone IANA time zone of events that name none. */
export function createPeople(zone: string): People {
  const isZone = createZones();
  const people = new Map<string, Person>();
  const accounts = new Map<string, Account>();

  function create({ user, at }: LogEvent): Person {
    const person = {
      number: people.size,
      state: createState(at),
      here: { url: `${ORIGIN}/`, user, zone, replica: "log" },
      path: undefined,
      live: NOBODY,
      lookAt: 0,
      isUser: false,
    };
    people.set(user, person);
    return person;
  }

  function enter(person: Person, id: string): void {
    const account = accounts.get(id) ?? { memory: createMemory(), members: new Set() };
    accounts.set(id, account);
    accounts.get(person.here.account ?? "")?.members.delete(person);
    account.members.add(person);
    person.state.accounts[id] = account.memory;
  }

  return {
    get: (event) => people.get(event.user) ?? create(event),
    move(person, event) {
      const { here } = person;
      const { account = here.account, path = person.path } = event;
      const isNew = event.zone !== undefined && event.zone !== here.zone && isZone(event.zone);
      const zone = isNew ? event.zone! : here.zone;
      if (account === here.account && path === person.path && zone === here.zone) return false;
      if (account !== undefined && account !== here.account) enter(person, account);
      person.path = path;
      person.here = {
        url: ORIGIN + (path?.startsWith("/") ? "" : "/") + (path ?? ""),
        user: here.user,
        zone,
        replica: here.replica,
        ...(account !== undefined && { account }),
      };
      return true;
    },
    has: (user) => people.has(user),
    size: () => people.size,
    all: () => people.values(),
    getMembers: (account) => accounts.get(account)?.members ?? [],
  };
}
