import type { Lead } from "../sdk/domain/plan/plan.ts";
import type { Properties } from "../sdk/domain/state/facts.ts";
import { DAY_MS } from "../sdk/domain/time/spans.ts";
import type { AccountFate, PlanName } from "./accountFate.ts";
import type { Agenda } from "./agenda.ts";
import type { Stream } from "./lots.ts";
import type { World } from "./world.ts";

/** What an account pays, and what becomes of that: renewals, more seats, another plan, a cancellation. */
export interface Money {
  /** The account's traits as the product knows them now. */
  getTraits(): Properties;
  hasLeft(): boolean;
  /** Starts the first term. */
  begin(at: number): void;
  /** Somebody was handed on: some time later it is said what became of it. */
  follow(lead: Lead, id: string, at: number): void;
}

export interface MoneyOptions {
  readonly agenda: Agenda;
  readonly world: World;
  readonly fate: AccountFate;
  readonly lot: Stream;
  /** When anybody of the account came last. */
  getLastVisit(): number;
}

/** Euros a month for a seat. */
const PRICES: Readonly<Record<PlanName, number>> = { free: 0, team: 12, pro: 25 };
/** Days of a term. */
const TERMS: Readonly<Record<PlanName, number>> = { free: 30, team: 30, pro: 90 };
/** Who was not there for so long may not renew. */
const QUIET = 21 * DAY_MS;

export function createMoney({ agenda, world, fate, lot, getLastVisit }: MoneyOptions): Money {
  let { plan } = fate;
  let seats = fate.people.length + 1;
  let renewal = 0;
  let left = false;
  const owner = { userId: fate.people[0]!.id, account: fate.id };

  const getTraits = (): Properties => ({
    plan,
    seats,
    mrr: seats * PRICES[plan],
    ...(plan !== "free" && { renewalDate: new Date(renewal).toISOString() }),
  });

  const bill = (event: string, at: number, properties: Properties): void =>
    world.serve({ type: "track", event, ...owner, at, properties });
  const update = (at: number): void => world.serve({ type: "group", ...owner, at, traits: getTraits() });

  function change(at: number, next: PlanName, more: number): void {
    const before = seats * PRICES[plan];
    plan = next;
    seats += more;
    bill("Subscription Changed", at, { from: before, to: seats * PRICES[plan] });
    update(at);
  }

  function begin(at: number): void {
    renewal = at + TERMS[plan] * DAY_MS;
    const due = plan;
    agenda.put(renewal, (now) => {
      // An upgrade has begun a term of its own.
      if (plan === due && plan !== "free" && !left) renew(now);
    });
  }

  function renew(at: number): void {
    const isQuiet = at - getLastVisit() > QUIET;
    if (lot.is(isQuiet ? 0.45 : 0.02 * (1.5 - fate.fit))) {
      bill("Subscription Cancelled", at, { mrr: seats * PRICES[plan] });
      left = true;
      return;
    }
    bill("Subscription Renewed", at, { mrr: seats * PRICES[plan] });
    begin(at);
    const grows = !isQuiet && lot.is(0.04 + 0.06 * fate.fit);
    if (grows) change(at + 60_000, plan, 1 + Math.floor(lot.span(2)));
    else update(at);
  }

  function follow(lead: Lead, id: string, at: number): void {
    const isWon = lot.is(0.25 + 0.4 * fate.fit);
    agenda.put(at + lot.between(lead === "self-serve" ? 0.01 : 2, 25) * DAY_MS, (now) => {
      const mayGrow = isWon && !left && lead !== "referral";
      const value = isWon ? PRICES.team * (seats + 2) * 12 : 0;
      bill("Lead Closed", now, { lead_id: id, lead, result: isWon ? "won" : "lost", value });
      if (!mayGrow) return;
      change(now, plan === "free" ? "team" : plan, 2);
      if (fate.plan === "free") begin(now);
    });
  }

  return { getTraits, hasLeft: () => left, begin, follow };
}
