import type { Engine } from "../sdk/domain/engine/engine.ts";
import { createState } from "../sdk/domain/state/state.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import type { LogEvent } from "./logEvent.ts";
import type { Person } from "./person.ts";
import { createZones } from "./zones.ts";

/** All people of a log, each with a state of their own; what is remembered of an account is shared by its people. */
export interface People extends Pick<Accounts, "getMembers"> {
  /** Whose the event is. Where it says that somebody is also known under another id, the two are one from here on. */
  get(event: LogEvent): Person;
  /** Notes where the event happened; the result says whether that is elsewhere than the last one. */
  move(person: Person, event: LogEvent): boolean;
  has(user: string): boolean;
  size(): number;
  all(): Iterable<Person>;
}

export const NOBODY: ReadonlySet<string> = new Set();
const ORIGIN = "http://log";

export interface PeopleOptions {
  readonly engine: Engine;
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Told when the first turns out to be the second, who goes on as both. */
  onJoin(one: Person, other: Person): void;
}

export function createPeople({ engine, zone, onJoin }: PeopleOptions): People {
  const isZone = createZones();
  /** By every id that they are known under. */
  const people = new Map<string, Person>();
  const accounts = createAccounts();
  /** Ids of which somebody has said whose they are: who says so first is believed. */
  const claimed = new Set<string>();
  let count = 0;
  let gone = 0;

  function find(id: string): Person | undefined {
    let person = people.get(id);
    if (person?.became === undefined) return person;
    while (person.became) person = person.became;
    people.set(id, person);
    return person;
  }

  function create({ user, at }: LogEvent): Person {
    const person = {
      number: count++,
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

  /** Says whose an id is. A page does the same with what a visitor did when they sign in. */
  function claim(former: string, event: LogEvent): Person {
    claimed.add(former);
    const before = find(former);
    const now = find(event.user);
    if (before === undefined || before === now) {
      const person = now ?? create(event);
      people.set(former, person);
      return person;
    }
    if (now !== undefined) return join(before, now);
    people.set(event.user, before);
    before.here = { ...before.here, user: event.user };
    // All is to be looked at again: it is another one's from now on.
    before.state.wake = 0;
    return before;
  }

  function join(before: Person, now: Person): Person {
    const { account = now.here.account, ...here } = before.here;
    accounts.leave(before);
    now.state = engine.merge(before.state, now.state);
    accounts.share(now);
    if (account !== undefined && account !== now.here.account) accounts.enter(now, account);
    // They are where they were under the other id.
    now.path = before.path;
    now.here = { ...here, user: now.here.user, ...(account !== undefined && { account }) };
    now.live = new Set([...before.live, ...now.live]);
    now.lookAt = 0;
    before.became = now;
    // Time goes by for them in the other one.
    before.state.wake = Number.POSITIVE_INFINITY;
    gone++;
    onJoin(before, now);
    return now;
  }

  return {
    get(event) {
      const { user, former } = event;
      if (former !== undefined && !claimed.has(former)) return claim(former, event);
      return find(user) ?? create(event);
    },
    move(person, event) {
      const { here } = person;
      const { account = here.account, path = person.path } = event;
      const isNew = event.zone !== undefined && event.zone !== here.zone && isZone(event.zone);
      const zone = isNew ? event.zone! : here.zone;
      if (account === here.account && path === person.path && zone === here.zone) return false;
      if (account !== undefined && account !== here.account) accounts.enter(person, account);
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
    size: () => count - gone,
    *all() {
      for (const [id, person] of people) if (id === person.here.user && !person.became) yield person;
    },
    getMembers: accounts.getMembers,
  };
}
