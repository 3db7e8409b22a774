import type { TimesApart } from "../figures/way/timesApart.ts";
import { formatSpan } from "./charts.ts";
import { formatP } from "./formatEffects.ts";

/**
 * How long half of each group take, and whether the groups differ; nothing where there is nothing to compare, or half of
 * none have come there.
 * @param names What groups are called, where it is not by their name.
 */
export function describeTimesApart(
  apart: TimesApart | null,
  names: Readonly<Record<string, string>> = {},
): string[] {
  if (!apart?.groups.some(({ medianMs }) => medianMs !== null)) return [];
  const groups = apart.groups.map(({ name, medianMs }) => {
    const called = Object.hasOwn(names, name) ? names[name] : name;
    return `${called} ${medianMs === null ? "not yet" : formatSpan(medianMs)}`;
  });
  return [`half are there after: ${groups.join(", ")} (p ${formatP(apart.p)})`];
}
