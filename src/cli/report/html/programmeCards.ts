import type { Findings } from "../../../insights/figures/findings.ts";
import { describeSeason, describeWorth, nameSeason } from "../formatProgramme.ts";
import { drawRange } from "./drawings.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, rows } from "./page.ts";

const DEFINITION =
  "All customers of the season, by the arm that the hash gives them, whether they came to any guide or not. A milestone counts that was open when they came into the season and is reached by that age in it. Difference of shares with its interval of 95 %, for who looks once (Newcombe 1998; where accounts are drawn, between accounts).";

/** What the whole programme is worth, a season a card, the latest first. */
export function createProgrammeCards({ programme }: Pick<Findings, "programme">): Markup[] {
  const all = programme.flatMap(({ milestones }) => milestones);
  const bounds = all.flatMap(({ uplift, interval }) => [
    Math.abs(uplift ?? 0),
    ...(interval ?? []).map(Math.abs),
  ]);
  const reach = Math.max(0.1, ...bounds);
  return programme
    .toReversed()
    .map((season) =>
      card(nameSeason(season), DEFINITION, [
        note(describeSeason(season)),
        ...rows(season.milestones, (one) => [
          line(one.milestone, describeWorth(one)),
          ...(one.uplift !== null && one.interval ? [drawRange(one.uplift, one.interval, reach)] : []),
        ]),
      ]),
    );
}
