import type { Facts, StoryRow } from "../facts/rows.ts";

/** A customer's own words, with what they had reached. */
export interface StoryFigure extends StoryRow {
  /** The milestone that they, or their account, had reached last before; `null` where there is none. */
  readonly milestone: string | null;
}

/** Stories, the latest first. `consent` is the answer to a choice beside it, and is `null` where nobody was asked. */
export function getStories({ stories, milestones }: Facts): StoryFigure[] {
  return stories
    .map((story) => {
      const own = milestones.filter(
        ({ unit, level, kind, at }) =>
          kind === "reached" &&
          at <= story.at &&
          unit === (level === "account" ? story.account : story.person),
      );
      const last = own.reduce<(typeof own)[number] | undefined>(
        (latest, row) => (latest && latest.at > row.at ? latest : row),
        undefined,
      );
      return { ...story, milestone: last?.milestone ?? null };
    })
    .sort((a, b) => b.at - a.at);
}
