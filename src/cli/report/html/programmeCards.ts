import type { Findings } from "../../../insights/figures/findings.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeSeason, describeWorth, nameSeason } from "../../../insights/words/formatProgramme.ts";
import { drawRange } from "./drawings.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, rows } from "./page.ts";

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
      card(nameSeason(season), DEFINITIONS.programme, [
        note(describeSeason(season)),
        ...rows(season.milestones, (one) => [
          line(one.milestone, describeWorth(one)),
          ...(one.uplift !== null && one.interval ? [drawRange(one.uplift, one.interval, reach)] : []),
        ]),
      ]),
    );
}
