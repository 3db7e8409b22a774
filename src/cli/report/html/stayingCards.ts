import type { Findings } from "../../../insights/figures/findings.ts";
import type { MonthFigure } from "../../../insights/figures/staying/churnByMonth.ts";
import type { HabitCohort } from "../../../insights/figures/staying/cohorts.ts";
import { formatNumber, formatShare, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import {
  describeLasting,
  describeSegmentChurn,
  LASTING_TITLE,
  SEGMENTS_TITLE,
} from "../../../insights/words/formatLasting.ts";
import { countPeople } from "../../../insights/words/formatLists.ts";
import {
  describeDue,
  describeEarlier,
  describeHindsight,
  describeMisfit,
  nameFit,
  nameRenewals,
} from "../../../insights/words/formatRenewals.ts";
import { MONTH_HEAD, toMonthCells } from "../../../insights/words/monthCells.ts";
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
      ? [card("Habits", DEFINITIONS.habits, [...kept, ...createCohorts(cohorts)], "whole")]
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
        DEFINITIONS.fits,
        rows(fit.misfits, (one) => [line(one.account, describeMisfit(one))]),
      ),
    ),
    ...createMonths(months.filter(({ n }) => n > 0)),
    ...(staying.segments.length > 0
      ? [
          card(
            SEGMENTS_TITLE,
            DEFINITIONS.segmentChurn,
            rows(staying.segments, (one) => [note(describeSegmentChurn(one)), drawShare(one.share, "lost")]),
          ),
        ]
      : []),
    ...(staying.lasting.length > 0
      ? [
          card(
            LASTING_TITLE,
            DEFINITIONS.lasting,
            rows(staying.lasting, (one) => [note(describeLasting(one))]),
          ),
        ]
      : []),
  ];
}

function createRenewals({ renewals }: Findings["staying"]): Markup[] {
  if (!renewals) return [];
  const { due, earlier, hindsight } = renewals;
  return [
    card(
      nameRenewals(renewals),
      DEFINITIONS.renewals,
      rows(due, (one) => [line(one.account, describeDue(one))]),
      "whole",
    ),
    card("Earlier accounts that stayed", DEFINITIONS.hindsight, [
      ...rows(earlier, (one) => [note(describeEarlier(one)), drawShare(one.share)]),
      ...rows(hindsight, (one) => [note(describeHindsight(one))]),
    ]),
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
  const body = months.map((month) => toMonthCells(month, "–"));
  return [
    card(
      "Accounts and revenue lost",
      DEFINITIONS.months,
      [table("Accounts and revenue lost by month", MONTH_HEAD, body)],
      "whole",
    ),
  ];
}
