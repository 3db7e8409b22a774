import { type Decision, decide } from "../sdk/domain/decide/decide.ts";
import { mayShow } from "../sdk/domain/decide/mayShow.ts";
import type { Engine } from "../sdk/domain/engine/engine.ts";
import type { StandingPlan } from "../sdk/domain/plan/plan.ts";
import type { EvalContext } from "../sdk/domain/state/evalContext.ts";
import type { Fact, Report } from "../sdk/domain/state/facts.ts";
import { getSession } from "../sdk/domain/state/sessions.ts";
import { SESSION_MS } from "../sdk/domain/time/spans.ts";
import { createCrowd } from "./crowd.ts";
import type { LogEvent } from "./logEvent.ts";
import { NOBODY } from "./people.ts";
import type { Person } from "./person.ts";
import { toFact } from "./toFact.ts";
import { getWatches } from "./watches.ts";

export interface ReplayOptions {
  readonly engine: Engine;
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Told of each report, with the one whose fact it came of. */
  onReport(person: Person, report: Report): void;
  /** Told when somebody turns out to be another one, who goes on as both. */
  onJoin(one: Person, other: Person): void;
  readonly witness?: Witness | undefined;
  /** Told of each event, after all that follows of it; not of those whom Milepost is not there for. */
  readonly onEvent?: (person: Person, event: LogEvent) => void;
  /** With them, it is told too when somebody's standing in a journey changes. */
  readonly standings?: readonly StandingPlan[] | undefined;
  /** `false`: nothing is shown by the replay, since the log says what was. Left out, what is decided is shown. */
  readonly shows?: boolean;
}

/** Who wants to see one person's way. */
export interface Witness {
  /** Are they known under this id? */
  is(user: string): boolean;
  /** An event comes, before anything follows of it. */
  onEvent(event: LogEvent): void;
  onReport(report: Report): void;
  /** What is decided then: told each time when it is asked. */
  onDecisions(decisions: readonly Decision[], scene: EvalContext): void;
}

/** Takes a log through the engine, in order of time. */
export interface Replay {
  take(event: LogEvent): void;
  /** Lets time go by for all, to where the log ends. */
  end(at: number): void;
  has(user: string): boolean;
  /** All people, those too whom Milepost is not there for. */
  size(): number;
  /** Each of them, as they stand. */
  all(): Iterable<Person>;
  /** Those whom it is there for, or was once. */
  users(): number;
}

export function createReplay({
  engine,
  zone,
  onReport,
  onJoin,
  witness,
  onEvent = () => {},
  standings,
  shows = true,
}: ReplayOptions): Replay {
  const watches = getWatches(engine.plan);
  const { plan } = engine;
  const crowd = createCrowd({ engine, zone, standings, onReports: tell, onJoin: join });
  let users = 0;

  const getWitness = ({ here }: Person): Witness | undefined =>
    witness?.is(here.user) ? witness : undefined;

  function join(one: Person, other: Person): void {
    if (one.isUser && other.isUser) users--;
    other.isUser ||= one.isUser;
    onJoin(one, other);
  }

  const isAdmitted = ({ state, here }: Person): boolean => watches.isForAll || engine.admits(state, here);

  function tell(person: Person, reports: readonly Report[]): void {
    if (reports.length === 0 || !isAdmitted(person)) return;
    for (const report of reports) {
      onReport(person, report);
      getWitness(person)?.onReport(report);
    }
  }

  /** Returns whether there was anything to report. */
  const advance = (person: Person, fact: Fact): boolean =>
    crowd.advance(person, fact).length > 0 && isAdmitted(person);

  /** What is shown to who is there now: there is no page in a log, so what is decided is shown, and nobody closes it. */
  function show(person: Person, at: number): void {
    // What is shown may change what is to be shown, but not for ever.
    for (let rounds = plan.guides.length; rounds >= 0 && showOnce(person, at); rounds--);
  }

  /** Returns whether that was new. */
  function showOnce(person: Person, at: number): boolean {
    const scene = engine.look(person.state, person.here, at);
    const mine = getWitness(person);
    const decisions =
      mine || mayShow(scene) ? decide(scene, { live: person.live, asked: NOBODY, missing: NOBODY }) : [];
    mine?.onDecisions(decisions, scene);
    person.lookAt = scene.wake;
    const shown = decisions.filter((decision) => decision.show);
    person.live = shown.length > 0 ? new Set(shown.map(({ guide }) => guide)) : NOBODY;
    const deed = { kind: "guide", did: "shown", at, id: "", selfOpened: false } as const;
    return shown
      .map(({ guide, heldOut, gap }) =>
        advance(person, { ...deed, guide, heldOut, ...(gap !== undefined && { gap }) }),
      )
      .includes(true);
  }

  /** Notes whom Milepost is there for; what it is not there for, it does not note. */
  function admit(person: Person): boolean {
    if (!isAdmitted(person)) return false;
    if (!person.isUser) users++;
    person.isUser = true;
    return true;
  }

  function take(event: LogEvent): void {
    const { type, name, at } = event;
    const { person, isElsewhere } = crowd.meet(event);
    getWitness(person)?.onEvent(event);
    const tells = type === "identify" || type === "group" || type === "alias";
    if (!tells && !isAdmitted(person)) return;
    const before = getSession(person.state);
    const isTold = advance(person, toFact(event));
    if (!admit(person)) return;
    onEvent(person, event);
    if (!shows) return;
    const isNew = before !== getSession(person.state) || type === "page" || type === "screen";
    if (isNew) person.live = NOBODY;
    const mayDiffer = isTold || isNew || isElsewhere || tells || at >= person.lookAt || watches.decides(name);
    if (mayDiffer && isThere(person, at)) show(person, at);
  }

  return {
    has: crowd.has,
    size: crowd.size,
    all: crowd.all,
    users: () => users,
    take,
    end(at) {
      crowd.carry(at);
      for (const person of crowd.all()) crowd.advance(person, { kind: "time", at });
    },
  };
}

/** A server may tell of somebody who is not there. */
const isThere = ({ state }: Person, at: number): boolean =>
  state.sessions.length > 0 && at - state.active <= SESSION_MS;
