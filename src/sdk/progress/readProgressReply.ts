import { hashValue } from "../domain/conditions/counters.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import type { Plan } from "../domain/plan/plan.ts";
import {
  createState,
  type Entry,
  type GapState,
  type GuideState,
  type State,
} from "../domain/state/state.ts";

/** What a receiver says of somebody, as far as it is understood: facts alone, about what the plan has. */
export interface ProgressReply {
  /** When milestones were reached, in epoch milliseconds: the user's, and those of the account. */
  readonly milestones: Readonly<Record<string, number>>;
  /** Guides that have ended and arms that were drawn, as a copy of the state to be joined. */
  readonly state: State;
}

interface Bag {
  readonly [key: string]: unknown;
}

/** What a page put on a prototype is no part of a reply. */
function getBag(from: unknown, key: string): Bag {
  const value = Object.getOwnPropertyDescriptor(Object(from), key)?.value;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** Epoch milliseconds of an ISO date; what lies ahead is as if it were now. */
function getTime(from: unknown, now: number): number | undefined {
  const at = typeof from === "string" ? Date.parse(from) : Number.NaN;
  return at > 0 ? Math.min(at, now) : undefined;
}

/** @param since When the person was first seen here, which a copy does not change. */
export function readProgressReply(
  reply: unknown,
  { plan, account, now, since }: { plan: Plan; account: string | undefined; now: number; since: number },
): ProgressReply {
  const user = getBag(reply, "user");
  const isOf = new Map(plan.milestones.map(({ id, level }) => [id, level]));
  const read = <T>(bag: Bag, make: (id: string, value: unknown) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      Object.entries(bag).flatMap(([id, value]) => {
        const made = make(id, value);
        return made === undefined ? [] : [[id, made] as const];
      }),
    );
  const reached = (from: Bag, level: "user" | "account"): Record<string, number> =>
    read(getBag(from, "milestones"), (id, at) => (isOf.get(id) === level ? getTime(at, now) : undefined));

  const guides = read(getBag(user, "guides"), (id, value) =>
    plan.guides.some((guide) => guide.id === id) ? readGuide(value, now) : undefined,
  );
  const arms = read(getBag(reply, "arms"), (id, value) =>
    plan.gaps.some((gap) => gap.id === id) ? readArm(value, now) : undefined,
  );
  const isAccounts = (gap: string): boolean =>
    isOf.get(plan.gaps.find(({ id }) => id === gap)!.to) === "account";
  const pick = (level: boolean): Record<string, GapState> =>
    Object.fromEntries(Object.entries(arms).filter(([gap]) => isAccounts(gap) === level));

  const state = createState(since);
  const ofAccount = account === undefined ? {} : getBag(getBag(reply, "accounts"), account);
  const memory = {
    ...state.user,
    gaps: pick(true),
    counters: {
      ...readShown(getBag(ofAccount, "shown"), plan, now),
      ...readOutcome(getBag(ofAccount, "outcome"), plan, now),
    },
  };
  return {
    milestones: {
      ...reached(user, "user"),
      ...reached(ofAccount, "account"),
    },
    state: {
      ...state,
      user: {
        ...state.user,
        gaps: pick(false),
        counters: readOutcome(getBag(user, "outcome"), plan, now),
      },
      accounts: account === undefined ? {} : { [account]: memory },
      guides,
    },
  };
}

/** What was shown to somebody of the account, as the counters have it that hold it back from the others. */
const readShown = (shown: Bag, plan: Plan, now: number): Record<string, Entry[]> =>
  Object.fromEntries(
    plan.guides.flatMap(({ id, repeat }) => {
      const at = getTime(shown[id], now);
      return at !== undefined && typeof repeat === "object" && "counter" in repeat
        ? [[repeat.counter, [[at, 0]]] as const]
        : [];
    }),
  );

/** What was chosen last, as the counter has it that keeps it. */
function readOutcome({ id, at }: Bag, { outcomes }: Plan, now: number): Record<string, Entry[]> {
  const time = getTime(at, now);
  const isKnown = id === null || outcomes?.ids.some((one) => one === id);
  return outcomes && time !== undefined && isKnown ? { [outcomes.counter]: [[time, hashValue(id)]] } : {};
}

function readGuide(value: unknown, now: number): GuideState | undefined {
  const { ended, as } = readRecord(value);
  const at = getTime(ended, now);
  if (at === undefined || (as !== "completed" && as !== "dismissed")) return undefined;
  return { shown: 1, last: at, session: 0, stamp: at, [as]: at };
}

/** The first occurrence's: later ones keep their arm. */
function readArm(value: unknown, now: number): GapState | undefined {
  const { arm, at } = readRecord(value);
  const time = getTime(at, now);
  // Receivers of earlier versions spell it with a hyphen.
  const isHeldOut = arm === "held_out" || arm === "held-out";
  return time !== undefined && (isHeldOut || arm === "treated")
    ? { since: 0, arm: [time, isHeldOut] }
    : undefined;
}
