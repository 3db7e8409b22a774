import { type Plan, STANDINGS, type Standing } from "../../../sdk/domain/plan/plan.ts";
import type { AccountRow, Facts } from "../../facts/rows.ts";
import type { StandingRow } from "../../facts/standingRows.ts";
import { groupBy } from "../groupBy.ts";
import type { Targets } from "../way/targets.ts";

/** Where people, or accounts, stand in a journey at the end of the log. */
export interface StandingFigure {
  readonly journey: string;
  /** What is counted: accounts where all milestones of the journey are the account's. */
  readonly of: "people" | "accounts";
  readonly counts: Readonly<Record<Standing, number>>;
  /** Accounts that are behind, stuck or silent, and have not left: the most valuable first, then the longest. */
  readonly accounts: readonly StandingAccount[];
}

export interface StandingAccount {
  readonly account: string;
  readonly is: Standing;
  /** Since when, in epoch milliseconds. */
  readonly since: number | null;
  /** The milestone that is next. */
  readonly waitsFor: string | null;
  /** Who answers for that milestone's outcome, by the config. */
  readonly owner: string | null;
  readonly value: number | null;
}

/** From the best to the worst. */
const ORDER: readonly Standing[] = ["done", "on-track", "behind", "stuck", "silent"];
/** Nobody has to talk with them. */
export const isWell = (is: Standing): boolean => is === "done" || is === "on-track";

/**
 * Where people stand, by journey. In a journey of people's an account stands as the best of its people does: it is
 * listed where none of those who are on the journey is on track or done.
 */
export function getStandings(
  facts: Facts,
  { journeys, milestones }: Pick<Plan, "journeys" | "milestones">,
  targets: Targets,
): StandingFigure[] {
  const accounts = new Map(facts.accounts.map((row) => [row.account, row]));
  const owners = new Map(milestones.map(({ id, outcome }) => [id, targets.owners?.[outcome ?? ""]]));
  return journeys.flatMap(({ id }) => {
    const rows = facts.standings.filter(({ journey }) => journey === id);
    if (rows.length === 0) return [];
    const known = rows.filter(({ account }) => account !== null);
    const best = [...groupBy(known, ({ account }) => account!).values()].map(
      (all) => all.toSorted(compare)[0]!,
    );
    return {
      journey: id,
      of: rows[0]!.person === null ? "accounts" : "people",
      counts: count(rows),
      accounts: best
        .filter(({ is }) => !isWell(is))
        .flatMap((row) => toAccount(row, accounts.get(row.account!), owners))
        .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.since ?? 0) - (b.since ?? 0)),
    };
  });
}

/** Of two who stand alike, the one who came to that last. */
const compare = (a: StandingRow, b: StandingRow): number =>
  ORDER.indexOf(a.is) - ORDER.indexOf(b.is) || (b.since ?? 0) - (a.since ?? 0);

const count = (rows: readonly StandingRow[]): Record<Standing, number> =>
  Object.fromEntries(STANDINGS.map((one) => [one, rows.filter(({ is }) => is === one).length])) as Record<
    Standing,
    number
  >;

function toAccount(
  { is, since, next }: StandingRow,
  row: AccountRow | undefined,
  owners: ReadonlyMap<string, string | undefined>,
): StandingAccount[] {
  if (!row || row.churned !== null) return [];
  const owner = owners.get(next ?? "") ?? null;
  return [{ account: row.account, is, since, waitsFor: next, owner, value: row.value }];
}
