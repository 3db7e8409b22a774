import type { Report } from "../sdk/domain/state/facts.ts";
import { DAY_MS } from "../sdk/domain/time/spans.ts";
import type { Agenda } from "./agenda.ts";
import { drawDelay, type TrueEffect } from "./effects.ts";
import type { Lots } from "./lots.ts";
import type { Member } from "./visits.ts";

/** So many come to a milestone by themselves, before its gap opens. */
export const FAST = { "first-invoice": 0.4, "first-payment": 0.35, reminders: 0.15 } as const;
type Step = keyof typeof FAST;

/** What people have in mind to do, and when. */
export interface Intentions {
  /** Something was reported of somebody. */
  note(member: Member, report: Report, at: number): void;
}

export interface IntentionsOptions {
  readonly agenda: Agenda;
  readonly lots: Lots;
  readonly account: string;
  /** By gap. */
  readonly effects: Readonly<Record<string, TrueEffect>>;
  isAway(at: number): boolean;
  /** They do what leads to the milestone. */
  go(member: Member, milestone: string, at: number): void;
}

export function createIntentions(options: IntentionsOptions): Intentions {
  const { agenda, lots, account, effects, isAway, go } = options;
  const triggered = new Set<string>();

  /** From the first trigger on it is settled whether and when they come to the far milestone. */
  function settle(member: Member, gap: string, isTreated: boolean, at: number): void {
    const effect = Object.hasOwn(effects, gap) ? effects[gap]! : undefined;
    if (effect?.base === undefined) return;
    const unit = effect.to === "team" ? account : member.fate.id;
    if (triggered.has(`${gap} ${unit}`)) return;
    triggered.add(`${gap} ${unit}`);
    const delay = drawDelay(lots, [gap, unit], effect, isTreated);
    // What they had in mind before does not count any more.
    member.plans.delete(effect.to);
    if (delay !== undefined) intend(member, effect.to, at + delay);
  }

  function reach(member: Member, milestone: string, at: number): void {
    member.reached.add(milestone);
    if (milestone === "first-invoice") hurry(member, "first-payment", at, [0.3, 6.4]);
    if (milestone === "first-payment") hurry(member, "reminders", at, [0.05, 1.8]);
  }

  /** Some do the next thing by themselves, so many days later. */
  function hurry(member: Member, step: Step, at: number, [from, to]: readonly [number, number]): void {
    const { id } = member.fate;
    if (lots.draw("fast", step, id) >= FAST[step]) return;
    intend(member, step, at + (from + lots.draw("soon", step, id) * (to - from)) * DAY_MS);
  }

  function intend(member: Member, milestone: string, at: number): void {
    const mine = {};
    member.plans.set(milestone, mine);
    agenda.put(at, (now) => {
      if (member.plans.get(milestone) === mine && !isAway(now)) go(member, milestone, now);
    });
  }

  return {
    note(member, { event, properties }, at) {
      if (event === "Milestone Reached") reach(member, `${properties.milestone_id}`, at);
      if (event === "Guide Shown" || event === "Guide Held Out")
        settle(member, `${properties.gap_id}`, event === "Guide Shown", at);
    },
  };
}
