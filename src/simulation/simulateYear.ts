import { parse } from "../sdk/config/parse.ts";
import type { Config } from "../sdk/config/schema.ts";
import { createFullEngine } from "../sdk/domain/features/fullEngine.ts";
import { DAY_MS } from "../sdk/domain/time/spans.ts";
import { type AccountFate, createFate, type YearSpan } from "./accountFate.ts";
import { EFFECTS, type MeasuredGap, type TrueEffect } from "./effects.ts";
import { liveAccount } from "./liveAccount.ts";
import { createLots } from "./lots.ts";
import type { Reaction } from "./reactions.ts";
import { createReleases } from "./releases.ts";
import type { LogRow } from "./rows.ts";
import { createYearConfig } from "./yearConfig.ts";

export interface YearOptions {
  /** @default 1 */
  readonly seed?: number;
  /** How many accounts sign up in the year; an account has five people or so. @default 400 */
  readonly accounts?: number;
  /** The midnight of a Monday in UTC with which it begins, in epoch milliseconds. @default Monday, 5 January 2026 */
  readonly start?: number;
  /** @default 364 */
  readonly days?: number;
  /** The share that is held out of each bridge that is measured. @default 0.1 */
  readonly holdout?: number;
  /** Of single gaps, in place of `holdout`. */
  readonly holdouts?: Readonly<Partial<Record<MeasuredGap, number>>>;
  /** What everybody does with each guide that they see. Left out: what is usual for its kind, by lot. */
  readonly everybody?: Reaction;
  /** What bridges truly do, in place of what is usual here, as differences of shares. */
  readonly effects?: Readonly<Partial<Record<MeasuredGap, number>>>;
}

/** What is true of a year, since this is where it was made. */
export interface Truth {
  readonly span: YearSpan;
  readonly holdout: number;
  /** By gap. */
  readonly effects: Readonly<Record<MeasuredGap, TrueEffect>>;
  /** Accounts of which nobody comes for some weeks of the autumn, or any more. */
  readonly silent: ReadonlyArray<{ readonly account: string; readonly from: number; readonly until: number }>;
  /** The plans' versions, and since when each is out, in epoch milliseconds. */
  readonly releases: ReadonlyArray<{ readonly version: string; readonly since: number }>;
}

export interface Year {
  /** A whole config; that of the end of the year. */
  readonly config: Config;
  /** One account after the other, in the order of their ids; those of one account in order of time. */
  readonly rows: Iterable<LogRow>;
  readonly truth: Truth;
}

const START = Date.UTC(2026, 0, 5);
const HINTS = [
  "This makes a **new invoice**.",
  "This makes a **new invoice**. It stays a draft until you send it.",
];

/**
 * A year of a small invoicing product, as its pages report it: the engine itself decides what is reached, opened, shown
 * and held out; what people do is drawn. The same options give the same rows. Nothing is kept but the account at hand.
 */
export function simulateYear({
  seed = 1,
  accounts = 400,
  start = START,
  days = 364,
  holdout = 0.1,
  holdouts = {},
  everybody,
  effects: changed = {},
}: YearOptions = {}): Year {
  const lots = createLots(seed);
  const span = { start, end: start + days * DAY_MS };
  const middle = start + Math.floor(days / 2) * DAY_MS;
  const [before, config] = HINTS.map((hint) => createYearConfig({ holdout, holdouts, hint })) as [
    Config,
    Config,
  ];
  const first = { since: span.start, engine: createFullEngine(parse(before).plan) };
  const second = { since: middle, engine: createFullEngine(parse(config).plan) };
  const effects = withEffects(changed);
  const engine = createReleases([first, second]);

  function* live(): Generator<LogRow> {
    for (let i = 0; i < accounts; i++) {
      const fate = createFate(lots, i, span);
      // Pages are deployed one after the other.
      const updated = middle + lots.draw("deployed", fate.id) * 14 * DAY_MS;
      const getVersion = (at: number): string => (at < updated ? "0.1.0" : "0.2.0");
      yield* liveAccount(fate, { lots, engine, span, effects, everybody, getVersion });
    }
  }

  const fates = (): AccountFate[] => Array.from({ length: accounts }, (_, i) => createFate(lots, i, span));
  return {
    config,
    rows: { [Symbol.iterator]: live },
    truth: {
      span,
      holdout,
      effects,
      silent: fates().flatMap(({ id, silent }) => (silent ? [{ account: id, ...silent }] : [])),
      releases: [first, second].map(({ since, engine: { plan } }) => ({ since, version: plan.version })),
    },
  };
}

function withEffects(changed: NonNullable<YearOptions["effects"]>): Truth["effects"] {
  const all = Object.entries(EFFECTS) as Array<[MeasuredGap, TrueEffect]>;
  return Object.fromEntries(
    all.map(([gap, known]) => [gap, { ...known, effect: changed[gap] ?? known.effect }]),
  ) as Record<MeasuredGap, TrueEffect>;
}

/** The rows as the lines of a log. */
export function* toLines(rows: Iterable<LogRow>): Generator<string> {
  for (const row of rows) yield JSON.stringify(row);
}
