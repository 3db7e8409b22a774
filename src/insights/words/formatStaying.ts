import type { Findings } from "../figures/findings.ts";
import type { MonthFigure } from "../figures/staying/churnByMonth.ts";
import type { HabitCohort, KeptShare } from "../figures/staying/cohorts.ts";
import type { SilenceFigure } from "../figures/staying/silence.ts";
import { formatNumber, formatShare, formatSpan } from "./charts.ts";
import { describeLasting, describeSegmentChurn, LASTING_TITLE, SEGMENTS_TITLE } from "./formatLasting.ts";
import { count, countPeople, formatList } from "./formatLists.ts";
import { withRange } from "./formatRange.ts";
import { formatFits, formatRenewals } from "./formatRenewals.ts";

/** Who stays: habits by the month in which they began, silent accounts, churn. */
export function formatStaying({ staying }: Findings): string[] {
  const { cohorts, silence, renewals, fits, months, segments, lasting } = staying;
  return [
    ...formatCohorts(cohorts),
    ...formatSilence(silence),
    ...formatRenewals(renewals),
    ...formatFits(fits),
    ...formatList(
      "Accounts and revenue lost, by month",
      months.filter(({ n }) => n > 0).toReversed(),
      describeMonth,
    ),
    ...formatList(SEGMENTS_TITLE, segments, describeSegmentChurn),
    ...formatList(LASTING_TITLE, lasting, describeLasting),
  ];
}

function formatCohorts(cohorts: readonly HabitCohort[]): string[] {
  if (cohorts.length === 0) return [];
  const width = Math.max(...cohorts.map(({ milestone }) => milestone.length)) + 2;
  const steps = cohorts.reduce<readonly KeptShare[]>(
    (most, { kept }) => (kept.length > most.length ? kept : most),
    [],
  );
  const cell = (text: string): string => text.padStart(8);
  const head = steps.map(({ days }) => cell(`${days} d`)).join("");
  return [
    "",
    "Habits kept, by the month in which they began",
    `  ${" ".repeat(width + 7)}${cell("began")}${head}`,
    ...cohorts.map(({ milestone, month, n, kept }) => {
      const shares = kept.map(({ share }) => cell(formatShare(share))).join("");
      return `  ${milestone.padEnd(width)}${month}${cell(formatNumber(n))}${shares}`;
    }),
  ];
}

function formatSilence({ afterMs, accounts, silent, value }: SilenceFigure): string[] {
  if (afterMs === null || accounts === 0) return [];
  const worth = value === null ? "" : `, worth ${formatNumber(value)}`;
  const title = `Silent accounts, ${formatSpan(afterMs)} or longer: ${formatNumber(silent.length)} of ${formatNumber(accounts)}${worth}`;
  const list = formatList(title, silent, (one) => {
    const own = one.value === null ? "" : `, worth ${formatNumber(one.value)}`;
    return `${one.account}: ${formatSpan(one.silentMs)}, ${countPeople(one.people)}${own}`;
  });
  return list.length > 0 ? list : ["", title];
}

function describeMonth({ month, n, lost, share, interval, revenue }: MonthFigure): string {
  const accounts = `${month}: ${formatNumber(lost)} of ${count(n, "account")}, ${withRange(share ?? 0, interval)}`;
  if (!revenue) return accounts;
  const { start, gross, grossInterval, expansion, net } = revenue;
  return `${accounts}; of revenue ${formatNumber(start)} lost ${withRange(gross, grossInterval)}, won ${formatShare(expansion)}, in all ${formatShare(-net)}`;
}
