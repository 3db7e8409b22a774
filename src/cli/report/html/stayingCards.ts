import type { MonthFigure } from "../../../insights/figures/churnByMonth.ts";
import type { HabitCohort } from "../../../insights/figures/cohorts.ts";
import type { Findings } from "../../../insights/figures/findings.ts";
import { formatNumber, formatShare, formatSpan } from "../charts.ts";
import { countPeople } from "../formatLists.ts";
import { withRange } from "../formatRange.ts";
import {
  describeDue,
  describeEarlier,
  describeHindsight,
  describeMisfit,
  nameFit,
  nameRenewals,
} from "../formatRenewals.ts";
import { drawShare } from "./drawings.ts";
import type { Child, Markup } from "./markup.ts";
import { card, line, note, rows, table } from "./page.ts";

/** Who stays. */
export function createStayingCards({ habits, staying }: Findings): Markup[] {
  const { cohorts, silence, months } = staying;
  const { afterMs, accounts, silent, value } = silence;
  const kept = rows(habits, ({ milestone, reached, kept: have, lapsed, regained }) => [
    line(milestone, `kept by ${formatNumber(have)} of ${formatNumber(reached)}`),
    drawShare(reached === 0 ? 0 : have / reached),
    note(`lapsed for ${formatNumber(lapsed)}, of whom ${formatNumber(regained)} have it again`),
  ]);
  const worth = value === null ? "" : `, worth ${formatNumber(value)}`;
  return [
    ...(habits.length > 0
      ? [
          card(
            "Habits",
            "Who has a milestone that lapses at the end of the log, of all who ever had it. By month: of who first had it then, how many have it so many days later; who was not followed for so long counts neither way.",
            [...kept, ...createCohorts(cohorts)],
            "whole",
          ),
        ]
      : []),
    ...(afterMs === null
      ? []
      : [
          card(
            `Silent accounts: ${formatNumber(silent.length)} of ${formatNumber(accounts)}${worth}`,
            `Accounts that have not left, and of which nobody was at work for ${formatSpan(afterMs)} up to the end of the log. The longest silence first.`,
            rows(silent, (one) => [
              line(
                one.account,
                `${formatSpan(one.silentMs)}, ${countPeople(one.people)}${one.value === null ? "" : `, worth ${formatNumber(one.value)}`}`,
              ),
            ]),
          ),
        ]),
    ...createRenewals(staying),
    ...staying.fits.map((fit) =>
      card(
        nameFit(fit),
        "Of the accounts that have not left, those of whose people the outcome's idealCustomer holds for nobody at the end of the log. What was never said of an account does not hold.",
        rows(fit.misfits, (one) => [line(one.account, describeMisfit(one))]),
      ),
    ),
    ...createMonths(months.filter(({ n }) => n > 0)),
  ];
}

function createRenewals({ renewals }: Findings["staying"]): Markup[] {
  if (!renewals) return [];
  const { due, earlier, hindsight } = renewals;
  return [
    card(
      nameRenewals(renewals),
      "How each account stands, and how many earlier accounts stayed that stood so as many days before their own date: 30, 60 or 90. Stayed: not left two weeks after it. In brackets, 95 % (Wilson 1927).",
      rows(due, (one) => [line(one.account, describeDue(one))]),
      "whole",
    ),
    card(
      "Earlier accounts that stayed",
      "By how they stood before their date. Below, each date is held against what was known before it: how many were expected to stay by the shares of then, and how many did. Silent: nobody was at work for retention.silent. Habit: a milestone that lapses.",
      [
        ...rows(earlier, (one) => [note(describeEarlier(one)), drawShare(one.share)]),
        ...rows(hindsight, (one) => [note(describeHindsight(one))]),
      ],
    ),
  ];
}

function createCohorts(cohorts: readonly HabitCohort[]): Child[] {
  const steps = Math.max(0, ...cohorts.map(({ kept }) => kept.length));
  if (steps === 0) return [];
  const days = Array.from({ length: steps }, (_, i) => `${28 * (i + 1)} d`);
  const body = cohorts.map(({ milestone, month, n, kept }) => [
    `${milestone}, ${month}`,
    formatNumber(n),
    ...days.map((_, i) => (kept[i] ? formatShare(kept[i].share) : "–")),
  ]);
  return [table("Habits kept by month", ["Began", "units", ...days], body)];
}

function createMonths(months: readonly MonthFigure[]): Markup[] {
  if (months.length === 0) return [];
  const body = months.map(({ month, n, lost, share, interval, revenue }) => [
    month,
    formatNumber(n),
    formatNumber(lost),
    withRange(share ?? 0, interval),
    ...(revenue
      ? [
          formatNumber(revenue.start),
          withRange(revenue.gross, revenue.grossInterval),
          formatShare(revenue.expansion),
          formatShare(-revenue.net),
        ]
      : ["–", "–", "–", "–"]),
  ]);
  const head = ["Month", "accounts", "left", "share", "revenue", "lost", "won", "in all"];
  return [
    card(
      "Accounts and revenue lost",
      "Of the accounts that paid at a month's start (all, where nothing is known of worth), who had left by its end; whole months in UTC. Lost: with who left or pays less. Won: what others of the same accounts pay more. Intervals are of 95 % (Wilson 1927; Cochran 1977).",
      [table("Accounts and revenue lost by month", head, body)],
      "whole",
    ),
  ];
}
