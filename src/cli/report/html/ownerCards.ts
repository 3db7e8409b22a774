import type { OwnerFigure } from "../../../insights/figures/accounts/owners.ts";
import type { Findings } from "../../../insights/figures/findings.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { createSay } from "../../../insights/words/formatFindings.ts";
import {
  describeOwned,
  describeOwnedGap,
  formatOwner,
  type OwnerReport,
} from "../../../insights/words/formatOwners.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { drawShare } from "./drawings.ts";
import { createGap, getReach } from "./gapCards.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, renderPage, rows, section } from "./page.ts";

/** A card for each owner. */
export const createOwnerCards = ({ owners, gaps }: Findings, plan: Plan): Markup[] =>
  owners.map((owner) => createOwner(owner, gaps, plan));

function createOwner(owner: OwnerFigure, gaps: Findings["gaps"], plan: Plan): Markup {
  const say = createSay(plan);
  const name = (id: string): string => say(plan.milestones.find((one) => one.id === id)?.title, id);
  return card(
    owner.owner,
    DEFINITIONS.owners,
    [
      ...rows(owner.milestones, (one) => [
        line(name(one.milestone), ""),
        drawShare(one.n === 0 ? 0 : one.reached / one.n),
        note(describeOwned(one)),
      ]),
      ...rows(owner.gaps, (one) => [line(one.gap, ""), note(describeOwnedGap(one, gaps[one.gap]!))]),
    ],
    "whole",
  );
}

/** One owner's report as a page. */
export function renderOwner(report: OwnerReport, plan: Plan): string {
  const [first = ""] = formatOwner(report).split("\n");
  const all = Object.values(report.findings);
  return renderPage({
    title: `${report.owner}, for ${plan.product}`,
    about: first,
    first: describeFirst(report),
    body: [
      section("What is theirs", [createOwner(report, report.findings, plan)]),
      section(
        "Gaps",
        all.map((gap) => createGap(gap, getReach(all))),
        [DEFINITIONS.lost, DEFINITIONS.effect],
      ),
    ],
  });
}

function describeFirst({ milestones, gaps }: OwnerReport): string {
  const targets = [...milestones, ...gaps].flatMap(({ target }) => target ?? []);
  const [aimed, missed] = [targets.length, targets.filter(({ isMet }) => !isMet).length];
  const lost = gaps.reduce((sum, one) => sum + one.lost, 0);
  const before = gaps.reduce((sum, one) => sum + one.lostBefore, 0);
  const since =
    lost === before ? "as a week before" : `${lost > before ? "+" : ""}${lost - before} since a week before`;
  const aims =
    aimed === 0
      ? "None of their milestones and gaps has a target"
      : `Of ${aimed} targets ${aimed - missed} are met and ${missed} are not`;
  return `${aims}; ${lost} are not across the gaps yet, ${since}.`;
}
