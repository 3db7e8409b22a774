import type { Engine } from "../sdk/domain/engine/engine.ts";
import type { StandingPlan } from "../sdk/domain/plan/plan.ts";
import type { Fact, Report } from "../sdk/domain/state/facts.ts";
import { createHandNotes } from "./hands.ts";
import { isOfKept } from "./kept.ts";
import { createKeptMemory } from "./keptMemory.ts";
import type { LogEvent } from "./logEvent.ts";
import { createPeople, type People } from "./people.ts";
import type { Person } from "./person.ts";
import { createSharing } from "./sharing.ts";
import { createStandingNotes } from "./standings.ts";
import { getWatches } from "./watches.ts";

/** All people of a log, with the engine, in order of time: what one does to an account the others hear of at once. */
export interface Crowd extends Pick<People, "has" | "size" | "all"> {
  /** Lets time go by for all to the event, and says whose it is, and whether it is elsewhere than their last one. */
  meet(event: LogEvent): { readonly person: Person; readonly isElsewhere: boolean };
  /** Takes in a fact of somebody; what it returns is to be reported. */
  advance(person: Person, fact: Fact): readonly Report[];
  /** Lets time go by for all whose accounts hang together. The others are let to each by `advance`. */
  carry(at: number): void;
  /** The next moment at which time alone may change something for somebody, in epoch milliseconds. */
  getWake(person: Person): number;
  /** Ids of reports of bridges that hand somebody on, of gaps that do not stand open for them. */
  getMoot(person: Person): readonly string[];
}

export interface CrowdOptions {
  readonly engine: Engine;
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Elements that the page has; left out, it has each that is asked for. */
  readonly elements?: ReadonlySet<string>;
  /** What standings in journeys hang on: with them, changes are told of as reports. */
  readonly standings?: readonly StandingPlan[] | undefined;
  /** Gaps that a page alone sees opening. Of these it is taken at its word. */
  readonly untold?: ReadonlySet<string> | undefined;
  /** Told of what follows of each fact, also of those that time brings. */
  readonly onReports?: (person: Person, reports: readonly Report[]) => void;
  /** Told when somebody turns out to be another one, who goes on as both. */
  readonly onJoin?: (one: Person, other: Person) => void;
}

export function createCrowd(options: CrowdOptions): Crowd {
  const { engine, zone, elements, standings = [], untold, onReports, onJoin = () => {} } = options;
  const hands = createHandNotes({ engine, untold });
  const people = createPeople({ engine, zone, onJoin: join });
  const { isShared, accountTraits: traits } = getWatches(engine.plan);
  const sharing = isShared
    ? createSharing({ plan: engine.plan, traits, people, getWake, advance })
    : undefined;

  const kept = isOfKept(engine.plan) ? createKeptMemory(engine.plan) : undefined;
  const ofStandings =
    standings.length > 0 ? createStandingNotes({ engine, plans: standings, people }) : undefined;
  const notes = [ofStandings, hands].flatMap((one) => one ?? []);

  function join(one: Person, other: Person): void {
    hands?.join(one, other);
    kept?.join(one, other);
    onJoin(one, other);
  }

  function advanceOnce(person: Person, fact: Fact): readonly Report[] {
    const here = elements === undefined ? person.here : { ...person.here, elements };
    const reports = engine.advance(person.state, fact, here);
    if (notes.length === 0) return reports;
    // That a gap has opened it asks the engine itself, or takes a page's word.
    for (const { event: name, properties, at } of reports)
      if (name !== "Gap Opened") hands?.see(person, { name, properties, at });
    return reports.concat(notes.flatMap((one) => one.note(person)));
  }

  function getWake(person: Person): number {
    return notes.reduce((next, one) => Math.min(next, one.getWake(person)), person.state.wake);
  }

  /** Lets time go by to the fact, through each moment at which it changes where somebody stands. */
  function passTo(person: Person, until: number): readonly Report[] {
    const reports: Report[] = [];
    for (let next = getWake(person); next <= until; next = getWake(person))
      reports.push(...advanceOnce(person, { kind: "time", at: Math.max(next, person.state.now) }));
    return reports;
  }

  /** Of whom events are deleted, time stops at the moment from which on others tell of them again. */
  function advance(person: Person, fact: Fact): readonly Report[] {
    if (!kept) return advanceTo(person, fact);
    const turn = kept.getTurn(person, fact.at);
    const before = turn === undefined ? [] : advanceTo(person, { kind: "time", at: turn });
    kept.mind(person, turn ?? fact.at);
    return before.concat(turn === undefined ? advanceTo(person, fact) : advance(person, fact));
  }

  function advanceTo(person: Person, fact: Fact): readonly Report[] {
    const before = notes.length > 0 ? passTo(person, fact.at) : [];
    const after = advanceOnce(person, fact);
    const reports = before.length > 0 ? before.concat(after) : after;
    onReports?.(person, reports);
    sharing?.note(person, fact, reports);
    return reports;
  }

  return {
    has: people.has,
    size: people.size,
    all: people.all,
    advance,
    carry: (at) => sharing?.carry(at),
    getWake,
    getMoot: (person) => hands?.getMoot(person) ?? [],
    meet(event) {
      sharing?.carry(event.at);
      const person = people.get(event);
      const isElsewhere = people.move(person, event);
      hands?.see(person, event);
      if (kept && event.kept !== undefined) {
        advance(person, { kind: "time", at: event.at });
        kept.take(person, event);
      }
      return { person, isElsewhere };
    },
  };
}
