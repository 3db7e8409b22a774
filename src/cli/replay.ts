import { type Decision, decide } from "../sdk/domain/decide.ts";
import type { Engine } from "../sdk/domain/engine.ts";
import { type Fact, type Here, REPORTS, type Report } from "../sdk/domain/facts.ts";
import { mayShow } from "../sdk/domain/mayShow.ts";
import { getSession } from "../sdk/domain/sessions.ts";
import { createMemory, createState, type Memory, type State } from "../sdk/domain/state.ts";
import type { LogEvent } from "./logEvent.ts";
import { getWatches } from "./watches.ts";
import { createZones } from "./zones.ts";

export interface ReplayOptions {
  readonly engine: Engine;
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Told of each report, with the one whose fact it came of. */
  onReport(person: Person, report: Report): void;
  readonly witness?: Witness | undefined;
}

/** Who wants to see one person's way. */
export interface Witness {
  readonly user: string;
  /** An event comes, before anything follows of it. */
  onEvent(event: LogEvent): void;
  onReport(report: Report): void;
  /** What is decided then: told each time when it is asked. */
  onDecisions(decisions: readonly Decision[], at: number): void;
}

/** Takes a log through the engine, each person with a state of their own and each account shared by its people. */
export interface Replay {
  take(event: LogEvent): void;
  /** Lets time go by for all, to where the log ends. */
  end(at: number): void;
  has(user: string): boolean;
  /** All people, those too whom Milepost is not there for. */
  size(): number;
  /** Those whom it is there for, or was once. */
  users(): number;
}

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

const NOBODY: ReadonlySet<string> = new Set();
const OWN: ReadonlySet<string> = new Set(REPORTS);
const ORIGIN = "http://log";

export function createReplay({ engine, zone, onReport, witness }: ReplayOptions): Replay {
  const watches = getWatches(engine.plan);
  const isZone = createZones();
  const people = new Map<string, Person>();
  const accounts = new Map<string, Memory>();
  let users = 0;

  function createPerson({ user, at }: LogEvent): Person {
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

  /** Notes where the event happened; the result says whether that is elsewhere than the last one. */
  function move(person: Person, event: LogEvent): boolean {
    const { here } = person;
    const { account = here.account, path = person.path, zone = here.zone } = event;
    if (account === here.account && path === person.path && zone === here.zone) return false;
    if (account !== undefined) person.state.accounts[account] ??= getAccount(account);
    person.path = path;
    person.here = {
      ...here,
      url: ORIGIN + (path?.startsWith("/") ? "" : "/") + (path ?? ""),
      ...(account !== undefined && { account }),
      ...(isZone(zone) && { zone }),
    };
    return true;
  }

  function getAccount(id: string): Memory {
    const memory = accounts.get(id) ?? createMemory();
    accounts.set(id, memory);
    return memory;
  }

  const getWitness = ({ here }: Person): Witness | undefined =>
    witness?.user === here.user ? witness : undefined;

  const isAdmitted = ({ state, here }: Person): boolean => watches.isForAll || engine.admits(state, here);

  /** Returns whether there was anything to report. */
  function advance(person: Person, fact: Fact): boolean {
    const reports = engine.advance(person.state, fact, person.here);
    if (reports.length === 0 || !isAdmitted(person)) return false;
    for (const report of reports) {
      onReport(person, report);
      getWitness(person)?.onReport(report);
    }
    return true;
  }

  /** Shows what would be shown to who is there now, until nothing more follows of that. */
  function show(person: Person, at: number): void {
    const { state, here } = person;
    for (let isOver = false; !isOver; ) {
      isOver = true;
      const scene = engine.look(state, here, at);
      const witness = getWitness(person);
      if (!witness && !mayShow(scene)) person.live = NOBODY;
      else {
        const decisions = decide(scene, { live: person.live, asked: NOBODY, missing: NOBODY });
        witness?.onDecisions(decisions, at);
        const shown = decisions.filter((decision) => decision.show);
        person.live = shown.length > 0 ? new Set(shown.map(({ guide }) => guide)) : NOBODY;
        for (const { guide, gap, heldOut } of shown) {
          const deed = {
            kind: "guide",
            did: "shown",
            guide,
            at,
            id: "",
            heldOut,
            selfOpened: false,
          } as const;
          if (advance(person, gap === undefined ? deed : { ...deed, gap })) isOver = false;
        }
      }
      person.lookAt = scene.wake;
    }
  }

  return {
    has: (user) => people.has(user),
    size: () => people.size,
    users: () => users,
    take(event) {
      const person = people.get(event.user) ?? createPerson(event);
      getWitness(person)?.onEvent(event);
      const isElsewhere = move(person, event);
      // Of those whom Milepost is not for nothing is noted but what may tell that it is.
      const isKept = event.type === "identify" || event.type === "group" || isAdmitted(person);
      if (!isKept) return;
      const session = getSession(person.state);
      const isTold = advance(person, toFact(event));
      if (!person.isUser && isAdmitted(person)) {
        person.isUser = true;
        users++;
      }
      const isNew = session !== getSession(person.state) || event.type === "page";
      if (isNew) person.live = NOBODY;
      if (
        isTold ||
        isNew ||
        isElsewhere ||
        event.type !== "track" ||
        event.at >= person.lookAt ||
        watches.events.has(event.name)
      ) {
        if (isAdmitted(person)) show(person, event.at);
      }
    },
    end(at) {
      for (const person of people.values()) advance(person, { kind: "time", at });
    },
  };
}

function toFact({ type, name, properties, traits, at, id, byServer }: LogEvent): Fact {
  switch (type) {
    case "track":
      return byServer || OWN.has(name)
        ? { kind: "event", name, properties, at, id, own: true }
        : { kind: "event", name, properties, at, id };
    case "identify":
      return { kind: "user", traits, at };
    case "group":
      return { kind: "account", traits, at };
    case "page":
      return { kind: "page", at };
    default:
      return type satisfies never;
  }
}
