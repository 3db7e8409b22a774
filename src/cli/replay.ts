import { decide, type Screen } from "../sdk/domain/decide.ts";
import type { Engine } from "../sdk/domain/engine.ts";
import type { Fact, Here, Report } from "../sdk/domain/facts.ts";
import { mayShow } from "../sdk/domain/mayShow.ts";
import { createMemory, createState, type Memory, type State } from "../sdk/domain/state.ts";
import type { LogEvent } from "./readLog.ts";

export interface ReplayOptions {
  readonly engine: Engine;
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Told of each report, with the fact's person. */
  onReport(user: string, report: Report): void;
}

/** Takes a log through the engine, each person with a state of their own and each account shared by its people. */
export interface Replay {
  take(event: LogEvent): void;
  /** Lets time go by for all, to where the log ends. */
  end(at: number): void;
  readonly people: ReadonlyMap<string, Person>;
}

export interface Person {
  readonly state: State;
  /** Where they were last. */
  here: Here;
}

/** There is no page in a log: what is decided counts as shown, and nobody closes anything. */
const NOTHING: Screen = { live: new Set(), asked: new Set(), missing: new Set() };

export function createReplay({ engine, zone, onReport }: ReplayOptions): Replay {
  const people = new Map<string, Person>();
  const accounts = new Map<string, Memory>();

  function getPerson({ user, account, at, path, zone: zoneThen }: LogEvent): Person {
    const known = people.get(user);
    const person = known ?? {
      state: createState(at),
      here: { url: "http://log/", user, zone, replica: "log" },
    };
    if (!known) people.set(user, person);
    const { here } = person;
    const url = path === undefined ? here.url : new URL(path, "http://log/").href;
    if (account !== here.account || url !== here.url || (zoneThen ?? here.zone) !== here.zone) {
      person.here = { ...here, url, zone: zoneThen ?? here.zone, ...(account !== undefined && { account }) };
    }
    if (account !== undefined) person.state.accounts[account] ??= getAccount(account);
    return person;
  }

  function getAccount(id: string): Memory {
    const memory = accounts.get(id) ?? createMemory();
    accounts.set(id, memory);
    return memory;
  }

  function advance(person: Person, fact: Fact): boolean {
    const sessions = person.state.sessions;
    const reports = engine.advance(person.state, fact, person.here);
    for (const report of reports) onReport(person.here.user, report);
    return reports.length > 0 || fact.kind !== "event" || sessions !== person.state.sessions;
  }

  /** Shows what would be shown to who is there now. */
  function show(person: Person, at: number): void {
    const scene = engine.look(person.state, person.here, at);
    if (!mayShow(scene)) return;
    for (const decision of decide(scene, NOTHING)) {
      if (!decision.show) continue;
      const { guide, gap, heldOut } = decision;
      const deed = { kind: "guide", did: "shown", guide, at, id: "", heldOut, selfOpened: false } as const;
      advance(person, gap === undefined ? deed : { ...deed, gap });
    }
  }

  return {
    people,
    take(event) {
      const person = getPerson(event);
      if (advance(person, toFact(event))) show(person, event.at);
    },
    end(at) {
      for (const person of people.values()) advance(person, { kind: "time", at });
    },
  };
}

function toFact({ type, name, properties, traits, at, id }: LogEvent): Fact {
  switch (type) {
    case "track":
      return { kind: "event", name, properties, at, id };
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
