/** A calendar month in UTC. */
export interface Month {
  /** As `2026-01`. */
  readonly month: string;
  /** Epoch milliseconds of its first moment, and of the next month's. */
  readonly from: number;
  readonly to: number;
}

export const getMonth = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** The months that lie wholly between two times. A part of one says nothing that could be set beside a whole one. */
export function getWholeMonths(start: number, end: number): Month[] {
  const first = new Date(start);
  const months: Month[] = [];
  for (let i = 0; ; i++) {
    const [from, to] = [i, i + 1].map((more) =>
      Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + more),
    ) as [number, number];
    if (to > end) return months;
    if (from >= start) months.push({ month: getMonth(from), from, to });
  }
}
