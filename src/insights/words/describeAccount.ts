import type { StandingRow } from "../../insights/facts/standingRows.ts";
import type {
  AccountGap,
  AccountMilestone,
  AccountPerson,
  AccountReview,
} from "../figures/accounts/accountReview.ts";
import { formatNumber, formatShare, formatSpan } from "./charts.ts";
import { count, countPeople, formatDay } from "./formatLists.ts";

/** The one sentence that matters most of an account. */
export function describeFirst(review: AccountReview): string {
  const { account, churned, silentMs, gaps, people } = review;
  const [worst] = gaps.toSorted((a, b) => b.open - a.open);
  const who = `${account}, ${countPeople(people.length)}`;
  if (churned !== null) return `${who}: left on ${formatDay(churned)}.`;
  const last = `somebody was at work ${formatSpan(silentMs)} before the end of the log`;
  return worst && worst.open > 0
    ? `${who}: ${last}, and the gap that is open for the most of them is ${worst.gap}, for ${formatNumber(worst.open)}.`
    : `${who}: ${last}, and no gap is open.`;
}

export function describeAbout({ first, value, leads }: AccountReview): string {
  const worth = value === null ? [] : [`worth ${formatNumber(value)}`];
  const handed = leads.length === 0 ? [] : [count(leads.length, "lead")];
  return [`there since ${formatDay(first)}`, ...worth, ...handed].join(", ");
}

export function describeMilestone({ level, n, reached, has, lapses, target }: AccountMilestone): string {
  const kept = lapses ? `, ${formatNumber(has)} ${has === 1 ? "has" : "have"} it now` : "";
  const who =
    level === "account"
      ? reached > 0
        ? "reached"
        : "not reached yet"
      : `${formatNumber(reached)} of ${formatNumber(n)}`;
  if (!target) return who + kept;
  const { withinMs, share, inTime, onTheWay } = target;
  const way = onTheWay > 0 ? `, ${formatNumber(onTheWay)} with time left` : "";
  return `${who}${kept}; ${formatNumber(inTime)} within ${formatSpan(withinMs)}${way}, target ${formatShare(share)}`;
}

export function describePerson({ active, first, milestones, open, segment }: AccountPerson): string {
  const seen = active === null ? `known since ${formatDay(first)}` : `at work last on ${formatDay(active)}`;
  const stuck = open.length === 0 ? "" : `, stuck in ${open.join(", ")}`;
  return `${segment === null ? "" : `${segment}, `}${seen}, ${count(milestones, "milestone")}${stuck}`;
}

export function describeGap({
  opened,
  crossed,
  crossedAfterGuide,
  open,
  guides,
  heldOut,
}: AccountGap): string {
  const shown = guides.length === 0 ? "" : `; shown ${guides.join(", ")}`;
  const held = heldOut === 0 ? "" : `; held out ${formatNumber(heldOut)}`;
  return `opened for ${formatNumber(opened)}, crossed by ${formatNumber(crossed)} (${formatNumber(crossedAfterGuide)} after a guide), open for ${formatNumber(open)}${shown}${held}`;
}

export const describeRung = ({ segment, nextSegment }: AccountReview): string =>
  `${segment === null ? "on no rung" : `on ${segment}`}; ${nextSegment === null ? "there is none above" : `next is ${nextSegment}`}`;

/** @param name What a journey or milestone is called. @default its id */
export function describeOwnStanding(
  { journey, person, is, since, next }: StandingRow,
  name = (id: string): string => id,
): string {
  const when = since === null ? "" : ` since ${formatDay(since)}`;
  const waits = next === null ? "" : `, ${name(next)} is next`;
  return `${name(journey)}: ${person === null ? "" : `${person} `}${is}${when}${waits}`;
}
