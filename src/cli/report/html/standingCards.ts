import type { StandingFigure } from "../../../insights/figures/accounts/standings.ts";
import type { Findings } from "../../../insights/figures/findings.ts";
import { createSay } from "../../../insights/words/formatFindings.ts";
import { describeCounts, describeStanding } from "../../../insights/words/formatStandings.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, rows } from "./page.ts";

/** Where people stand, and which accounts somebody should talk with; none where there is no journey. */
export function createStandingCards({ standings }: Findings, plan: Plan): Markup[] {
  const say = createSay(plan);
  return standings.map((one) =>
    createCard(one, say(plan.journeys.find(({ id }) => id === one.journey)?.title, one.journey)),
  );
}

const createCard = (figure: StandingFigure, title: string): Markup =>
  card(
    title,
    `Counted are ${figure.of}. Listed are accounts that are behind, stuck or silent, and have not left: what they are worth first.`,
    [
      note(describeCounts(figure)),
      ...rows(figure.accounts, (one) => [line(one.account, describeStanding(one))]),
    ],
  );
