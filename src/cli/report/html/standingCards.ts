import type { Findings } from "../../../insights/figures/findings.ts";
import type { StandingFigure } from "../../../insights/figures/standings.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { createSay } from "../formatFindings.ts";
import { describeCounts, describeStanding } from "../formatStandings.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, rows } from "./page.ts";

export const STANDING_DEFINITION =
  "By the targets of the journey's milestones, at the end of the log; the first that is so. Done: all milestones reached. Silent: nothing done for the config's time of silence, else 14 d. Stuck: a gap that leads to the next milestone has been open for the time of its target, else 14 d. Behind: the time of the next milestone's target is over. On track: none of these. An account in a journey of people's stands as the best of its people does.";

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
