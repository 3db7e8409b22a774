import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts, LeadRow, PersonRow } from "../../facts/rows.ts";
import type { StandingRow } from "../../facts/standingRows.ts";
import type { Targets } from "../way/targets.ts";
import { getStories, type StoryFigure } from "./stories.ts";

/** One account, as somebody wants it in front of them who talks with its people. */
export interface AccountReview {
  readonly account: string;
  /** Its first event; and when anybody of it was at work last. */
  readonly first: number;
  readonly active: number | null;
  readonly silentMs: number;
  readonly value: number | null;
  readonly churned: number | null;
  readonly milestones: readonly AccountMilestone[];
  /** The most active last first. */
  readonly people: readonly AccountPerson[];
  readonly gaps: readonly AccountGap[];
  /** Where it stands in each journey that is its own, or its people in one of theirs. */
  readonly standings: readonly StandingRow[];
  /** What it has chosen as its goal, or its people have, each outcome once. */
  readonly outcomes: readonly string[];
  readonly stories: readonly StoryFigure[];
  readonly leads: readonly LeadRow[];
  /** The highest segment that anybody of it is in, and the next one above; `null` where there is none. */
  readonly segment: string | null;
  readonly nextSegment: string | null;
}

export interface AccountMilestone {
  readonly milestone: string;
  readonly level: "user" | "account";
  readonly lapses: boolean;
  /** Its people, or 1 where the milestone is the account's. */
  readonly n: number;
  /** Who has ever reached it. */
  readonly reached: number;
  /** Who has it at the end of the log: less than `reached` only where it lapses. */
  readonly has: number;
  /** The config's aim; `null` where it says none. */
  readonly target: AccountTarget | null;
}

export interface AccountTarget {
  readonly withinMs: number;
  /** Of all people or accounts of the product, from 0 to 1. */
  readonly share: number;
  /** Who reached it within the time of their own first event. */
  readonly inTime: number;
  /** Whose time is not over, and who has not reached it yet. */
  readonly onTheWay: number;
}

export interface AccountPerson {
  readonly person: string;
  readonly first: number;
  readonly active: number | null;
  readonly segment: string | null;
  /** Personal milestones that they have at the end of the log. */
  readonly milestones: number;
  /** Gaps that are open for them. */
  readonly open: readonly string[];
}

/** What a gap was for the account's people, or for the account. */
export interface AccountGap {
  readonly gap: string;
  readonly opened: number;
  readonly crossed: number;
  /** Who had been shown a guide of it before they crossed it; after is not by. */
  readonly crossedAfterGuide: number;
  readonly open: number;
  /** Guides of it that were shown to them. */
  readonly guides: readonly string[];
  readonly heldOut: number;
}

/** `undefined` where nobody of the log was in it. People are those whose account it was last. */
export function getAccountReview(
  all: Facts,
  plan: Plan,
  targets: Targets,
  id: string,
): AccountReview | undefined {
  const account = all.accounts.find((one) => one.account === id);
  if (!account) return undefined;
  const people = all.people.filter((one) => one.account === id);
  // There are rows of everybody, and each person's are asked for several times.
  const units = new Set([id, ...people.map(({ person }) => person)]);
  const isOwn = ({ unit }: { readonly unit: string }): boolean => units.has(unit);
  const facts = { ...all, milestones: all.milestones.filter(isOwn), gaps: all.gaps.filter(isOwn) };
  const rungs = plan.segments.map((segment) => segment.id);
  const rung = people.reduce((most, { segment }) => Math.max(most, rungs.indexOf(segment ?? "")), -1);
  return {
    account: id,
    first: account.first,
    active: account.active,
    silentMs: (facts.end ?? 0) - (account.active ?? account.first),
    value: account.value,
    churned: account.churned,
    milestones: plan.milestones.map((milestone) =>
      countMilestone(facts, milestone, targets, people, account),
    ),
    people: people
      .toSorted((a, b) => (b.active ?? b.first) - (a.active ?? a.first))
      .map((one) => toPerson(one, facts)),
    gaps: plan.gaps.map(({ id: gap }) => countGap(facts, gap, id, people)).filter(({ opened }) => opened > 0),
    standings: facts.standings.filter(({ account: one }) => one === id),
    outcomes: [...new Set(people.flatMap(({ outcome }) => outcome ?? []))],
    stories: getStories(facts, plan).filter((story) => story.account === id),
    leads: facts.leads.filter((lead) => lead.account === id),
    segment: rungs[rung] ?? null,
    nextSegment: rungs[rung + 1] ?? null,
  };
}

/** The last that happened to each unit, and the first time that it was reached. */
function getStanding(facts: Facts, milestone: string, unit: string) {
  const own = facts.milestones.filter((row) => row.milestone === milestone && row.unit === unit);
  return { reached: own.find(({ kind }) => kind === "reached"), has: own.at(-1)?.kind === "reached" };
}

function countMilestone(
  facts: Facts,
  { id, level, lapses }: Plan["milestones"][number],
  targets: Targets,
  people: readonly PersonRow[],
  account: Facts["accounts"][number],
): AccountMilestone {
  const units =
    level === "account"
      ? [{ unit: account.account, first: account.first }]
      : people.map(({ person, first }) => ({ unit: person, first }));
  const all = units.map(({ unit, first }) => ({ first, ...getStanding(facts, id, unit) }));
  const { withinMs, share } = targets.milestones[id] ?? {};
  return {
    milestone: id,
    level,
    lapses: lapses !== undefined,
    n: all.length,
    reached: all.filter(({ reached }) => reached).length,
    has: all.filter(({ has }) => has).length,
    target:
      withinMs === undefined || share === undefined
        ? null
        : {
            withinMs,
            share,
            inTime: all.filter(({ first, reached }) => reached && reached.at - first <= withinMs).length,
            onTheWay: all.filter(({ first, reached }) => !reached && (facts.end ?? 0) - first < withinMs)
              .length,
          },
  };
}

function toPerson({ person, first, active, segment }: PersonRow, facts: Facts): AccountPerson {
  const own = facts.milestones.filter(({ unit, level }) => unit === person && level === "user");
  const names = new Set(own.map(({ milestone }) => milestone));
  const milestones = [...names].filter((milestone) => getStanding(facts, milestone, person).has).length;
  const open = facts.gaps.filter(({ unit, bridged }) => unit === person && bridged === null);
  return { person, first, active, segment, milestones, open: open.map(({ gap }) => gap) };
}

function countGap(facts: Facts, gap: string, account: string, people: readonly PersonRow[]): AccountGap {
  const units = new Set([account, ...people.map(({ person }) => person)]);
  const rows = facts.gaps.filter((row) => row.gap === gap && units.has(row.unit));
  const exposures = facts.exposures.filter((row) => row.gap === gap && units.has(row.unit));
  const shown = exposures.filter(({ arm }) => arm === "treated");
  const crossed = rows.filter(({ bridged }) => bridged !== null);
  const after = crossed.filter(({ unit, opened, bridged }) =>
    shown.some((one) => one.unit === unit && one.at >= opened && one.at <= bridged!),
  );
  const countUnits = (all: ReadonlyArray<{ readonly unit: string }>): number =>
    new Set(all.map(({ unit }) => unit)).size;
  return {
    gap,
    opened: countUnits(rows),
    crossed: countUnits(crossed),
    crossedAfterGuide: countUnits(after),
    open: countUnits(rows.filter(({ bridged }) => bridged === null)),
    guides: [...new Set(shown.map(({ guide }) => guide))],
    heldOut: countUnits(exposures.filter(({ arm }) => arm === "held_out")),
  };
}
