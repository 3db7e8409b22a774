import type { Facts } from "../../insights/facts/rows.ts";
import type { StandingRow } from "../../insights/facts/standingRows.ts";
import { groupBy } from "../../insights/figures/groupBy.ts";
import type { Steps } from "../database/following.ts";
import { getToldStandings, setToldStandings, type ToldStanding } from "../database/standings.ts";
import type { StandingChange } from "./port.ts";
import type { Product } from "./product.ts";
import { getBest } from "./views/accountStandings.ts";

export interface TellingOf {
  readonly writeKey: string;
  readonly product: Product;
  /** Of each circle that was made. */
  readonly circles: readonly Facts[];
  /** Stores them, each once however often it comes. */
  readonly raise: (writeKey: string, changes: readonly StandingChange[]) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Raises what of accounts' standings is another one than was told last. Where one is seen first nothing is told. It is
 * remembered as told once it is stored: who ends in between raises the same again, under the same id.
 */
export async function tellStandings(steps: Steps, of: TellingOf): Promise<void> {
  const { writeKey, product, circles, raise, now } = of;
  const rows = circles.flatMap((facts) => getBest(facts.standings).map((row) => ({ row, facts })));
  if (rows.length === 0) return;
  const accounts = [...new Set(rows.map(({ row }) => row.account!))];
  const told = groupBy(await getToldStandings(steps, writeKey, accounts), toKey);
  const next: ToldStanding[] = [];
  const changes: StandingChange[] = [];
  for (const { row, facts } of rows) {
    const account = row.account!;
    const { journey, is } = row;
    const [before] = told.get(toKey({ account, journey })) ?? [];
    if (before?.standing === is) continue;
    const round = before === undefined ? 0 : before.round + 1;
    next.push({ account, journey, standing: is, round });
    if (before === undefined) continue;
    const at = Math.min(now, row.since ?? getLastReached(facts, row) ?? now);
    const { product: name, version: planVersion } = product.plan;
    changes.push({ account, journey, from: before.standing, to: is, round, at, product: name, planVersion });
  }
  if (changes.length > 0) await raise(writeKey, changes);
  if (next.length > 0) await setToldStandings(steps, writeKey, next);
}

const toKey = ({ account, journey }: { readonly account: string; readonly journey: string }): string =>
  JSON.stringify([account, journey]);

/** Who is on track again has reached what they waited for. */
function getLastReached(
  { milestones, people }: Facts,
  { account }: Pick<StandingRow, "account">,
): number | undefined {
  const units = new Set([account, ...people.flatMap((one) => (one.account === account ? [one.person] : []))]);
  return milestones
    .filter(({ unit, kind }) => kind === "reached" && units.has(unit))
    .reduce<number | undefined>((last, { at }) => Math.max(last ?? at, at), undefined);
}
