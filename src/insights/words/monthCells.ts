import type { MonthFigure } from "../figures/staying/churnByMonth.ts";
import { formatNumber, formatShare } from "./charts.ts";
import { withRange } from "./formatRange.ts";

/** The head of a table of months. */
export const MONTH_HEAD = ["Month", "accounts", "left", "share", "revenue", "lost", "won", "in all"] as const;

/**
 * One month as a row of that table.
 * @param none Stands where nothing is known of revenue.
 */
export const toMonthCells = (month: MonthFigure, none: string): string[] => [
  month.month,
  formatNumber(month.n),
  formatNumber(month.lost),
  withRange(month.share ?? 0, month.interval),
  ...(month.revenue
    ? [
        formatNumber(month.revenue.start),
        withRange(month.revenue.gross, month.revenue.grossInterval),
        formatShare(month.revenue.expansion),
        formatShare(-month.revenue.net),
      ]
    : [none, none, none, none]),
];
