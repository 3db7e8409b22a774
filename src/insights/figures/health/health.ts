import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { EndRow, ErrorRow } from "../../facts/healthRows.ts";
import type { Facts } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";

/** Whether Milepost itself is well in people's pages. */
export interface HealthFigure {
  /** Over how many milliseconds up to the end of the log versions were looked for. */
  readonly overMs: number;
  /** People by the version of Milepost that their page ran last, most first; the same for plans. */
  readonly versions: readonly VersionFigure[];
  readonly plans: readonly VersionFigure[];
  /** Of all of the log, by people, most first. */
  readonly errors: readonly ErrorRow[];
  /** Guides whose target was not on a page. */
  readonly missing: readonly MissingFigure[];
  /** Guides that were shown to nobody in all of the log. */
  readonly neverShown: readonly string[];
  /** Guides that everybody has dismissed since the last release, most people first. */
  readonly alwaysDismissed: readonly DismissedFigure[];
}

export interface VersionFigure {
  readonly version: string;
  readonly people: number;
}

export interface MissingFigure {
  readonly guide: string;
  readonly page: string;
  readonly people: number;
  readonly times: number;
}

export interface DismissedFigure {
  readonly guide: string;
  /** Who have ended it since the release, and how often; nobody of them has gone through it. */
  readonly people: number;
  readonly times: number;
  /** When the release was heard of first, in epoch milliseconds. */
  readonly since: number;
}

/** Of so few people, that all dismiss a guide says nothing. */
const ENOUGH_PEOPLE = 5;

/** Who was not there for longer says nothing of what is in the field now. */
const FIELD_MS = 28 * 86_400_000;

/**
 * Health. Versions are those of people who were heard of in the last 28 days. A guide that is paused
 * is not said to be never shown, nor is help or a launcher, which wait for somebody to open them. The last release is the
 * version of the plan that was heard of last for the first time. A guide is always dismissed where at least five people
 * have ended it since, and each by dismissing it.
 */
export function getHealth(
  { field, errors, missing, shown, ends, end }: Facts,
  { guides }: Plan,
): HealthFigure {
  const seen = field.filter(({ at }) => at >= (end ?? 0) - FIELD_MS);
  const names = new Set(shown.map(({ guide }) => guide));
  return {
    overMs: FIELD_MS,
    versions: countPeople(seen.map(({ sdkVersion }) => sdkVersion)),
    plans: countPeople(seen.flatMap(({ planVersion }) => planVersion ?? [])),
    errors: errors.toSorted((a, b) => b.people - a.people),
    missing: [...groupBy(missing, ({ guide, page }) => JSON.stringify([guide, page])).values()]
      .map((own) => {
        const [{ guide, page }] = own as [(typeof own)[number]];
        return { guide, page, people: new Set(own.map(({ person }) => person)).size, times: own.length };
      })
      .sort((a, b) => b.people - a.people),
    neverShown: guides
      .filter(({ id, type, status }) => status === "live" && !waitsForUser(type) && !names.has(id))
      .map(({ id }) => id),
    alwaysDismissed: getAlwaysDismissed(ends, new Set(guides.map(({ id }) => id))),
  };
}

function getAlwaysDismissed(ends: readonly EndRow[], guides: ReadonlySet<string>): DismissedFigure[] {
  const releases = groupBy(
    ends.filter(({ planVersion }) => planVersion !== null),
    ({ planVersion }) => planVersion ?? "",
  );
  const [last] = [...releases.values()]
    .map((own) => ({
      own,
      since: own.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY),
    }))
    .sort((a, b) => b.since - a.since);
  if (!last) return [];
  return [...groupBy(last.own, ({ guide }) => guide)]
    .filter(([guide, own]) => guides.has(guide) && own.every(({ isDismissed }) => isDismissed))
    .map(([guide, own]) => ({
      guide,
      people: new Set(own.map(({ person }) => person)).size,
      times: own.length,
      since: last.since,
    }))
    .filter(({ people }) => people >= ENOUGH_PEOPLE)
    .sort((a, b) => b.people - a.people);
}

const waitsForUser = (type: Plan["guides"][number]["type"]): boolean =>
  type === "launcher" || type === "help";

const countPeople = (versions: readonly string[]): VersionFigure[] =>
  [...groupBy(versions, (version) => version)]
    .map(([version, own]) => ({ version, people: own.length }))
    .sort((a, b) => b.people - a.people);
