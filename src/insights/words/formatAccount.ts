import type { AccountReview } from "../figures/accounts/accountReview.ts";
import {
  describeAbout,
  describeFirst,
  describeGap,
  describeMilestone,
  describeOwnStanding,
  describePerson,
  describeRung,
} from "./describeAccount.ts";
import { clean, formatList } from "./formatLists.ts";
import { formatStory } from "./formatVoices.ts";

/** One account's review as text. */
export const formatAccount = (review: AccountReview): string =>
  [
    describeFirst(review),
    describeAbout(review),
    ...formatList("Milestones", review.milestones, (one) => `${one.milestone}: ${describeMilestone(one)}`),
    ...formatList("People", review.people, (one) => `${one.person}: ${describePerson(one)}`),
    ...formatList("Gaps", review.gaps, (one) => `${one.gap}: ${describeGap(one)}`),
    ...formatList("Where they stand", review.standings, (one) => describeOwnStanding(one)),
    ...formatList("Their goal", review.outcomes, (outcome) => outcome),
    ...formatList("Stories", review.stories, formatStory),
    ...formatList("Segment", [review], describeRung),
  ]
    .map(clean)
    .join("\n");
