import { getSeason } from "../../../sdk/domain/engine/holdout.ts";
import { toShare } from "../../../sdk/domain/lib/toShare.ts";
import type { MilestonePlan, Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Arm, Facts } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";
import { getReaches, type Reaches } from "../way/reaches.ts";
import { type Targets, WITHIN_MS } from "../way/targets.ts";
import { getDifference, type Judged } from "./comparison.ts";

/** What the whole programme is worth, in one season of its holdout. */
export interface ProgrammeFigure {
  /** Its first month, `2026-10`; empty where the holdout has no seasons. */
  readonly season: string;
  readonly start: number;
  readonly end: number;
  /** `settling`: it is over, and pages may still send what happened in it. Only what is `final` is to be read. */
  readonly status: "running" | "settling" | "final";
  readonly milestones: readonly ProgrammeMilestone[];
  /** People whose pages have told of another arm than the hash gives them. */
  readonly disagreeing: number;
  /** The same beside all whose pages have told of an arm: above 1 % no difference is to be believed. */
  readonly told: number;
}

export interface ProgrammeMilestone {
  readonly milestone: string;
  /** The age in the season by which it has to be reached: the milestone's `target.within`, 14 days by default. */
  readonly withinMs: number;
  readonly treated: ProgrammeArm;
  readonly heldOut: ProgrammeArm;
  /** The treated share less that of who was held out, from -1 to 1; `null` where an arm has nobody. */
  readonly uplift: number | null;
  /** Of the uplift, 95 %. */
  readonly interval: readonly [number, number] | null;
  /** Left out: they could not come to that age in the season yet. */
  readonly tooYoung: number;
}

export interface ProgrammeArm {
  readonly n: number;
  readonly reached: number;
}

/** What browsers have kept for a page that never came is dropped after seven days; a day more for clocks. */
export const SETTLING_MS = 8 * 86_400_000;

/** A customer of a season: a person, or an account where the milestone is an account's. */
interface Customer {
  readonly unit: string;
  readonly account: string | null;
  readonly arm: Arm;
  /** From here on they are in the season: it began, or they came. */
  readonly at: number;
}

/**
 * The worth of the programme, a season a figure. There is no trigger: compared are all customers of the season, by the
 * arm that the hash gives them, whether they came to any guide or not. A customer's age in the season counts from its
 * start, or from their first event where that is later. Success is a milestone that was open then and is reached by
 * the age of its `target.within`. Who could not come to that age before the season's end, or the log's, is counted and
 * left out. Visitors who never signed in are left out: their next id is drawn anew. Guides that are exempt are shown to
 * both arms, and so are no part of it. Where accounts are drawn, a difference of people is that of the accounts' shares;
 * where people are drawn, milestones of accounts are left out, as an account has people of both arms.
 * SOURCE: Newcombe 1998, Statistics in Medicine 17:873-890, method 10; accounts: see `clusterDifference`.
 */
export function getProgramme(facts: Facts, plan: Plan, { milestones }: Targets): ProgrammeFigure[] {
  const { start, end } = facts;
  if (plan.holdout.share === 0 || start === null || end === null) return [];
  const reaches = getReaches(facts);
  const { byAccount } = plan.holdout;
  const judged = plan.milestones.filter(({ level }) => byAccount || level === "user");
  return getSeasons(plan, start, end).map((season): ProgrammeFigure => {
    const isOver = end >= season.end;
    const told = [
      ...groupBy(
        (facts.programme ?? []).filter((row) => row.season === season.season),
        ({ person }) => person,
      ),
    ];
    const accounts = new Map(facts.people.map(({ person, account }) => [person, account]));
    // A draw is a hash for each customer: once a season, and not once a milestone.
    const customers = {
      user: getCustomers(facts, plan, season, "user"),
      account: byAccount ? getCustomers(facts, plan, season, "account") : [],
    };
    const disagreeing = told.filter(([person, rows]) => {
      const arm = drawArm(plan, season.season, person, accounts.get(person) ?? null);
      return rows.some((row) => row.arm !== arm);
    });
    return {
      ...season,
      status: !isOver ? "running" : end < season.end + SETTLING_MS ? "settling" : "final",
      milestones: judged.map((milestone) =>
        compare(milestone, reaches.get(milestone.id), {
          customers: customers[milestone.level],
          withinMs: milestones[milestone.id]?.withinMs ?? WITHIN_MS,
          end: Math.min(end, season.end),
          isClustered: byAccount && milestone.level === "user",
        }),
      ),
      disagreeing: disagreeing.length,
      told: told.length,
    };
  });
}

type Season = Pick<ProgrammeFigure, "season" | "start" | "end">;

/** Those that the log has something of, the oldest first. */
function getSeasons({ holdout }: Plan, start: number, end: number): Season[] {
  const { months, until = Number.POSITIVE_INFINITY } = holdout;
  if (!months) return start < until ? [{ season: "", start, end: Math.min(until, end) }] : [];
  const seasons: Season[] = [];
  for (let at = start; at <= end && at < until; at = seasons.at(-1)!.end) {
    const season = getSeason(holdout, at);
    const [year, month] = season.split("-").map(Number) as [number, number];
    const next = Date.UTC(year, month - 1 + months);
    seasons.push({ season, start: Date.UTC(year, month - 1), end: Math.min(next, until) });
  }
  return seasons;
}

function drawArm({ product, holdout }: Plan, season: string, person: string, account: string | null): Arm {
  const unit = (holdout.byAccount && account) || person;
  const names = [product, "*", ...(season ? [season] : []), unit];
  return toShare(...names) < holdout.share ? "held_out" : "treated";
}

function getCustomers(
  { people, accounts }: Facts,
  plan: Plan,
  { season, start }: Season,
  level: MilestonePlan["level"],
): Customer[] {
  if (level === "account")
    return accounts.map(({ account, first }) => {
      const arm = drawArm(plan, season, account, account);
      return { unit: account, account, arm, at: Math.max(first, start) };
    });
  return people.flatMap(({ person, account, first, isVisitor }) =>
    isVisitor
      ? []
      : { unit: person, account, arm: drawArm(plan, season, person, account), at: Math.max(first, start) },
  );
}

interface Comparing {
  readonly customers: readonly Customer[];
  readonly withinMs: number;
  readonly end: number;
  readonly isClustered: boolean;
}

function compare(
  { id }: MilestonePlan,
  reaches: Reaches | undefined,
  { customers, withinMs, end, isClustered }: Comparing,
): ProgrammeMilestone {
  const getFirst = (unit: string): number => reaches?.get(unit)?.[0] ?? Number.POSITIVE_INFINITY;
  // What somebody had reached before tells nothing of the season, and is alike in its arms.
  const open = customers.filter(({ unit, at }) => at < end && getFirst(unit) >= at);
  const old = open
    .filter(({ at }) => end - at >= withinMs)
    .map((one) => ({ ...one, isThere: getFirst(one.unit) <= one.at + withinMs }));
  const treated = old.filter(({ arm }) => arm === "treated");
  const heldOut = old.filter(({ arm }) => arm === "held_out");
  const known = getDifference({ treated, held_out: heldOut }, isClustered);
  return {
    milestone: id,
    withinMs,
    treated: toFigure(treated),
    heldOut: toFigure(heldOut),
    uplift: known?.difference ?? null,
    interval: known ? [known.lower, known.upper] : null,
    tooYoung: open.length - old.length,
  };
}

const toFigure = (arm: readonly Judged[]): ProgrammeArm => ({
  n: arm.length,
  reached: arm.filter(({ isThere }) => isThere).length,
});
