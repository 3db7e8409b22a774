import type { StandingRow } from "../../../insights/facts/standingRows.ts";
import { isWell } from "../../../insights/figures/accounts/standings.ts";
import { groupBy } from "../../../insights/figures/groupBy.ts";
import type { Targets } from "../../../insights/figures/way/targets.ts";
import type { Plan, Standing } from "../../../sdk/domain/plan/plan.ts";
import type { AllFacts } from "../mergeFacts.ts";
import type { StandingOf } from "./views.ts";

/** Accounts that a reply has at most. */
export const MOST_ACCOUNTS = 1_000;

/** From the worst to the best. */
const ORDER: readonly Standing[] = ["silent", "stuck", "behind", "on-track", "done"];

/**
 * Where each account stands in each journey, and what its people were shown. In a journey of people's it stands as the
 * best of its people does, as in the report. First come accounts that get on well in no journey, the most valuable
 * first; an account's own rows stay together.
 */
export function getAccountStandings({
  facts,
  plan,
  targets,
}: {
  readonly facts: AllFacts;
  readonly plan: Plan;
  readonly targets: Targets;
}): StandingOf[] {
  const accounts = new Map(facts.accounts.map((row) => [row.account, row]));
  const owners = new Map(plan.milestones.map(({ id, outcome }) => [id, targets.owners?.[outcome ?? ""]]));
  const best = getBest(facts.standings);
  const well = new Set(best.filter(({ is }) => isWell(is)).map(({ account }) => account));
  const toFirst = (a: StandingRow, b: StandingRow): number =>
    Number(well.has(a.account)) - Number(well.has(b.account)) ||
    (accounts.get(b.account!)?.value ?? 0) - (accounts.get(a.account!)?.value ?? 0) ||
    (a.account === b.account ? 0 : a.account! < b.account! ? -1 : 1) ||
    ORDER.indexOf(a.is) - ORDER.indexOf(b.is);
  const first = best.sort(toFirst).slice(0, MOST_ACCOUNTS);
  const seen = countSeen(facts, new Set(first.map(({ account }) => account!)));
  return first.map(({ account, journey, is, since, next }) => ({
    account: account!,
    journey,
    is,
    since,
    waitsFor: next,
    owner: owners.get(next ?? "") ?? null,
    value: accounts.get(account!)?.value ?? null,
    churned: accounts.get(account!)?.churned ?? null,
    seen: seen.get(account!) ?? [],
  }));
}

/** Of each account in each journey: the row of those of its people who stand best, or its own. */
export function getBest(standings: readonly StandingRow[]): StandingRow[] {
  const known = standings.filter(({ account }) => account !== null);
  return [...groupBy(known, ({ journey, account }) => JSON.stringify([journey, account])).values()].map(
    (all) => all.reduce((a, b) => (compare(b, a) > 0 ? b : a)),
  );
}

/** Of two who stand alike, the one who came to that last. */
const compare = (a: StandingRow, b: StandingRow): number =>
  ORDER.indexOf(a.is) - ORDER.indexOf(b.is) || (a.since ?? 0) - (b.since ?? 0);

/** By account: guides that its people were shown, the one that was shown most first. */
function countSeen(
  { people, shown }: AllFacts,
  accounts: ReadonlySet<string>,
): ReadonlyMap<string, StandingOf["seen"]> {
  const accountOf = new Map(
    people.flatMap(({ person, account }) =>
      account !== null && accounts.has(account) ? [[person, account]] : [],
    ),
  );
  const counts = new Map<string, Map<string, number>>();
  for (const { person, guide, times } of shown) {
    const account = accountOf.get(person);
    if (account === undefined) continue;
    const own = counts.get(account) ?? new Map<string, number>();
    counts.set(account, own);
    own.set(guide, (own.get(guide) ?? 0) + times);
  }
  return new Map(
    [...counts].map(([account, own]) => [
      account,
      [...own].map(([guide, times]) => ({ guide, times })).sort((a, b) => b.times - a.times),
    ]),
  );
}
