import { DAY_MS } from "../sdk/domain/time/spans.ts";
import type { Lots, Stream } from "./lots.ts";

/** The segments' names are those of the plans. */
export type PlanName = "free" | "team" | "pro";
export type Persona = "regular" | "casual" | "fleeting";

/** What is drawn of an account before anything happens to it. Times are epoch milliseconds. */
export interface AccountFate {
  readonly id: string;
  readonly plan: PlanName;
  readonly signedUp: number;
  /** How well the product suits them: 0 to 1. */
  readonly fit: number;
  readonly people: readonly PersonFate[];
  /** Those who come only once somebody has asked them to. */
  readonly reserve: readonly PersonFate[];
  /** Between these times nobody of the account comes. */
  readonly silent?: { readonly from: number; readonly until: number };
}

export interface PersonFate {
  readonly id: string;
  readonly role: "admin" | "member" | "accountant";
  readonly persona: Persona;
  /** Milliseconds after the account signed up. */
  readonly joins: number;
  /** Milliseconds after they joined; they do not come by themselves any more then. */
  readonly stays: number;
  readonly invoicesPerMonth: number;
  readonly browser: BrowserName;
  readonly locale: string;
  readonly zone: keyof typeof OFFSETS;
}

export type BrowserName = "chrome" | "safari" | "firefox" | "edge";

/** Hours that the clocks are ahead of UTC; an hour more or less makes no difference to when people come. */
export const OFFSETS = {
  "Europe/Berlin": 1,
  "Europe/London": 0,
  "America/New_York": -5,
  "Asia/Kolkata": 5.5,
} as const;

const PLANS = { free: 0.58, team: 0.29, pro: 0.13 } as const;
const SIZES: Readonly<Record<PlanName, readonly [from: number, to: number]>> = {
  free: [1, 5],
  team: [4, 12],
  pro: [8, 25],
};
/** Monday first. */
const WEEK = [0.8, 1, 1, 0.9, 0.7, 0.12, 0.12];
/** People leave after so many days on average. */
const STAYS: Readonly<Record<Persona, number>> = { regular: 500, casual: 160, fleeting: 25 };
/** Days since the year began: the end of the summer. */
const AUTUMN = 250;

export interface YearSpan {
  readonly start: number;
  readonly end: number;
}

/** @param place Counted from 0. */
export function createFate(lots: Lots, place: number, { start, end }: YearSpan): AccountFate {
  const id = `a-${`${place + 1}`.padStart(5, "0")}`;
  const { is, between, pick, ...rest } = lots.stream("account", id);
  const lot = { is, between, pick, ...rest };
  const plan = pick(PLANS);
  const [from, to] = SIZES[plan];
  const size = Math.floor(between(from, to));
  const signedUp = start + drawSignUp(lot, (end - start) / DAY_MS) * DAY_MS;
  const zone = pick({ "Europe/Berlin": 5, "Europe/London": 2, "America/New_York": 2, "Asia/Kolkata": 1 });
  // Who is alone, or has not asked the others yet, has a reserve.
  const isTogether = size >= 3 && is(0.6);
  const all = Array.from({ length: Math.max(size, 3) }, (_, i) => drawPerson(lot, `${id}-${i + 1}`, zone, i));
  const there = isTogether ? size : Math.min(size, 2);
  const isSilent = is(0.08) && signedUp < start + (AUTUMN - 60) * DAY_MS;
  const since = start + between(AUTUMN, AUTUMN + 28) * DAY_MS;
  const until = is(0.5) ? since + between(35, 70) * DAY_MS : end;
  return {
    id,
    plan,
    signedUp,
    fit: between(0, 1),
    people: all.slice(0, there),
    reserve: all.slice(there),
    ...(isSilent && since < end && { silent: { from: since, until } }),
  };
}

/** Days since the year began: more on weekdays than on a weekend, and more each month. */
function drawSignUp({ between, is }: Stream, days: number): number {
  for (;;) {
    const day = Math.floor(between(0, days));
    if (is(WEEK[day % 7]! * (0.6 + (0.4 * day) / days))) return day + between(7, 17) / 24;
  }
}

function drawPerson(
  { pick, is, between, span }: Stream,
  id: string,
  zone: PersonFate["zone"],
  place: number,
): PersonFate {
  const persona = pick({ regular: 0.4, casual: 0.38, fleeting: 0.22 });
  return {
    id: `u${id.slice(1)}`,
    role: place === 0 ? "admin" : is(0.12) ? "accountant" : "member",
    persona,
    joins: place === 0 ? 0 : between(0.05, 3) * DAY_MS,
    stays: (5 + span(STAYS[persona])) * DAY_MS,
    invoicesPerMonth: Math.ceil(span(persona === "regular" ? 14 : 5)),
    browser: pick({ chrome: 0.62, safari: 0.2, firefox: 0.1, edge: 0.08 }),
    locale: zone === "Europe/Berlin" ? "de-DE" : "en",
    zone,
  };
}

/** Days of a year on which somebody of this persona comes by themselves, as a share; `day` counts from 0, a Monday. */
export function getPresence(persona: Persona, day: number, age: number): number {
  const usual = { regular: 0.24, casual: 0.07, fleeting: 0.04 }[persona];
  // The first two weeks of anything are the liveliest.
  return Math.max(usual, age < 14 * DAY_MS ? 0.3 : 0) * (WEEK[((day % 7) + 7) % 7]! / 0.9);
}
