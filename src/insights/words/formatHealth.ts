import type { Findings } from "../figures/findings.ts";
import type { FrictionFigure } from "../figures/health/frictionFigures.ts";
import type { VersionFigure } from "../figures/health/health.ts";
import { formatNumber, formatSpan } from "./charts.ts";
import { count, countPeople, formatList } from "./formatLists.ts";

/** Where pages are in the way, and whether Milepost is well in them. */
export function formatHealth({ friction, health }: Findings): string[] {
  const { versions, plans, errors, missing, neverShown, alwaysDismissed, overMs } = health;
  const over = `of people in the last ${formatSpan(overMs)}`;
  return [
    ...formatList("Friction, by page", friction, (one) => `${namePage(one.page)}: ${describeFriction(one)}`),
    ...formatList(`Versions of Milepost, ${over}`, versions, describeVersion),
    ...formatList(`Plans, ${over}`, plans, describeVersion),
    ...formatList(
      "Errors",
      errors,
      ({ code, people, times }) => `${code}: ${describeTimes({ people, times })}`,
    ),
    ...formatList(
      "Targets missing",
      missing,
      ({ guide, page, ...one }) => `${guide} on ${namePage(page)}: ${describeTimes(one)}`,
    ),
    ...formatList("Guides that nobody has been shown", neverShown, (guide) => guide),
    ...formatList(
      "Guides that everybody has dismissed since the last release",
      alwaysDismissed,
      ({ guide, people, times }) => `${guide}: ${describeTimes({ people, times })}`,
    ),
  ];
}

export const namePage = (page: string): string => (page === "" ? "a page without a path" : page);

export function describeFriction({ signals, addresses }: FrictionFigure): string {
  const said = signals.map(({ signal, ...one }) => `${signal} ${describeTimes(one)}`).join("; ");
  return addresses > 1 ? `${said}, on ${count(addresses, "address", "addresses")}` : said;
}

export const describeTimes = ({
  people,
  times,
}: {
  readonly people: number;
  readonly times: number;
}): string => `${countPeople(people)}, ${count(times, "time")}`;

const describeVersion = ({ version, people }: VersionFigure): string => `${version}: ${formatNumber(people)}`;
