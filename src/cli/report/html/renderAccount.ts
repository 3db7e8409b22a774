import type { AccountReview } from "../../../insights/figures/accounts/accountReview.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import {
  describeAbout,
  describeFirst,
  describeGap,
  describeMilestone,
  describeOwnStanding,
  describePerson,
  describeRung,
} from "../../../insights/words/describeAccount.ts";
import { createName } from "../../../insights/words/formatFindings.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { drawShare } from "./drawings.ts";
import { card, line, note, renderPage, rows, section } from "./page.ts";
import { createStory, STORIES_TITLE } from "./voiceCards.ts";

/** One account's review as a page. */
export function renderAccount(review: AccountReview, plan: Plan): string {
  const name = createName(plan);
  const cards = [
    card(
      "Milestones",
      "Who of the account has ever reached each; of a habit, who has it now. In time: within the target's time of their own first event. The target is the share that the config aims for of all.",
      rows(review.milestones, (one) => [
        line(name(one.milestone), describeMilestone(one)),
        drawShare(one.n === 0 ? 0 : one.has / one.n),
      ]),
    ),
    card(
      "People",
      "Whose account it was last; the most active last first. Milestones are personal ones that they have at the end of the log.",
      rows(review.people, (one) => [line(one.person, ""), note(describePerson(one))]),
    ),
    card(
      "Gaps, and what their bridges did",
      "After a guide is not by it: what a bridge does is told of all customers against its holdout, never of one account.",
      rows(review.gaps, (one) => [line(one.gap, ""), note(describeGap(one))]),
    ),
    card(
      "Where they stand",
      "In each journey, at the end of the log, by the targets of its milestones; and what they have chosen as their goal.",
      [
        ...rows(review.standings, (one) => [note(describeOwnStanding(one, name))]),
        ...rows(review.outcomes, (outcome) => [note(`goal: ${outcome}`)]),
      ],
    ),
    card(STORIES_TITLE, DEFINITIONS.stories, rows(review.stories, createStory)),
    card("Next rung", "The highest segment that anybody of the account is in, and the one above it.", [
      note(describeRung(review)),
    ]),
  ];
  return renderPage({
    title: `${review.account}, with ${plan.product}`,
    about: describeAbout(review),
    first: describeFirst(review),
    body: section("How this account gets on", cards),
  });
}
