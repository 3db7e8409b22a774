const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** A span of milliseconds in its largest whole unit: `3 h`. */
function tellSpan(ms: number): string {
  const [unit, size] = UNITS.find(([, one]) => ms >= one) ?? ["s", 1000];
  return `${Math.round(ms / size)} ${unit}`;
}

/** A moment, seen from `now`: `in 3 h`, `2 d ago`. */
export const tellAgo = (at: number, now: number): string =>
  at > now ? `in ${tellSpan(at - now)}` : `${tellSpan(now - at)} ago`;
