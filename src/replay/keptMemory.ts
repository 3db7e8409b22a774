import type { MilestonePlan, Plan } from "../sdk/domain/plan/plan.ts";
import { getAccount, type Memory } from "../sdk/domain/state/state.ts";
import { KEYS } from "./kept.ts";
import type { LogEvent } from "./logEvent.ts";
import type { Person } from "./person.ts";

/** What is known of people of whom events are deleted, set in their memory: the plan is one of `withKept`. */
export interface KeptMemory {
  /** The event stands for others that are deleted; time has gone by to it. */
  take(person: Person, event: LogEvent): void;
  /** The next moment until `at` from which on somebody's own events tell of them again. */
  getTurn(person: Person, at: number): number | undefined;
  /** Has conditions asked of those alone of whom enough is there. */
  mind(person: Person, at: number): void;
  join(one: Person, other: Person): void;
}

type Whose = Person | string;

const TOLD: ReadonlySet<string> = new Set(["Milestone Reached", "Milestone Lapsed", "Gap Opened"]);

export function createKeptMemory({ milestones, gaps }: Plan): KeptMemory {
  const plans = new Map(milestones.map((one) => [one.id, one]));
  const gapPlans = new Map(gaps.map((gap) => [gap.id, gap]));
  const lapsing = milestones.filter(({ lapses }) => lapses !== undefined);
  /** Up to when what was told stands: of people and of accounts. */
  const until = new Map<Whose, number>();
  /** Since when something is told that they are to be asked of. */
  const pending = new Map<Person, number>();

  /** It stands for what any of the account's people did: of who has reported it, all may still be there. */
  const isOfAccount = ({ name, properties }: LogEvent): boolean =>
    TOLD.has(name) && plans.get(`${properties.milestone_id}`)?.level === "account";

  function noteMilestone(person: Person, { name, at, properties }: LogEvent): void {
    const plan = plans.get(`${properties.milestone_id}`);
    const memory = plan && find(person, plan);
    if (plan === undefined || memory === undefined) return;
    const { id, lapses } = plan;
    // What lapses goes by what people do as soon as that is there.
    const isTold = lapses === undefined || !isOpen(memory);
    if (name === "Milestone Reached" && isTold) tell(memory, KEYS.reached(id), at);
    const reached = memory.milestones[id];
    const isReached = reached !== undefined && (memory.lapses[id] ?? Number.NEGATIVE_INFINITY) < reached;
    if (name !== "Milestone Lapsed" || lapses === undefined || !isReached) return;
    forget(person, plan);
    memory.failing[id] = at - lapses;
  }

  function noteGap({ state }: Person, { at, properties }: LogEvent): void {
    const gap = gapPlans.get(`${properties.gap_id}`);
    if (gap === undefined) return;
    // What opens a gap is asked of the person, also where it is their account's.
    const { user } = state;
    if (plans.get(gap.to)?.lapses === undefined || !isOpen(user)) tell(user, KEYS.opened(gap.id), at);
    if (!isOpen(user)) tell(user, KEYS.meant(gap.id), at);
  }

  /** Of a round that is over nothing stands. */
  function forget(person: Person, plan: MilestonePlan): void {
    delete find(person, plan)?.counters[KEYS.reached(plan.id)];
    for (const { id, to } of gaps) if (to === plan.id) delete person.state.user.counters[KEYS.opened(id)];
  }

  function mind(person: Person, at: number): void {
    if ((pending.get(person) ?? at) < at) {
      pending.delete(person);
      person.state.wake = 0;
    }
    for (const [whose, memory] of getMemories(person)) {
      const turn = until.get(whose);
      if (turn !== undefined && turn > at) delete memory.counters[KEYS.open];
      else if (!isOpen(memory)) open(person, memory, turn);
    }
  }

  function open(person: Person, { counters }: Memory, turn: number | undefined): void {
    counters[KEYS.open] = [[turn ?? 0, 0]];
    if (turn === undefined) return;
    for (const plan of lapsing) forget(person, plan);
    for (const { id } of gaps) delete person.state.user.counters[KEYS.meant(id)];
    person.state.wake = 0;
  }

  return {
    take(person, event) {
      const { name, at, account, kept = at } = event;
      for (const [whose] of getMemories(person))
        if (whose === account || (whose === person && !isOfAccount(event)))
          until.set(whose, Math.max(kept, until.get(whose) ?? kept));
      mind(person, at);
      if (name === "Milestone Reached" || name === "Milestone Lapsed") noteMilestone(person, event);
      else if (name === "Gap Opened") noteGap(person, event);
      else return;
      // All is to be asked again: where their own events tell too, once those of this moment are there. Time alone lapses.
      if (isOpen(person.state.user) && name !== "Milestone Lapsed") pending.set(person, at);
      else person.state.wake = 0;
    },
    getTurn(person, at) {
      const turns = getMemories(person).flatMap(([whose]) => until.get(whose) ?? []);
      const next = turns.filter((turn) => turn > person.state.now && turn <= at);
      return next.length > 0 ? Math.min(...next) : undefined;
    },
    mind,
    join(one, other) {
      const turn = until.get(one);
      if (turn !== undefined) until.set(other, Math.max(turn, until.get(other) ?? turn));
    },
  };
}

const getMemories = (person: Person): ReadonlyArray<readonly [Whose, Memory]> => {
  const { state, here } = person;
  const { account } = here;
  return [
    [person, state.user],
    ...(account === undefined ? [] : [[account, getAccount(state, account)] as const]),
  ];
};

const find = ({ state, here }: Person, { level }: MilestonePlan): Memory | undefined => {
  if (level !== "account") return state.user;
  return here.account === undefined ? undefined : getAccount(state, here.account);
};

/** Is nothing of them deleted, or does nothing hang on that any more? */
const isOpen = ({ counters }: Memory): boolean => counters[KEYS.open] !== undefined;

function tell({ counters }: Memory, key: string, at: number): void {
  counters[key] ??= [[at, 0]];
}
