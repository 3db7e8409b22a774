import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts, StoryRow } from "../../facts/rows.ts";
import type { EffectFigure } from "../effects/effect.ts";
import { groupBy } from "../groupBy.ts";

/** A customer's own words, with what they had reached, and what is known of the way there. */
export interface StoryFigure extends StoryRow {
  /** The milestone that they, or their account, had reached last before; `null` where there is none. */
  readonly milestone: string | null;
  /** The gap before it that they had crossed; `null` where none had opened for them. */
  readonly gap: string | null;
  /** How long the gap was open for them. */
  readonly crossedMs: number | null;
  /** What the gap's bridge does for all customers, where that was measured and can be believed. */
  readonly effect: Pick<EffectFigure, "uplift" | "interval" | "verdict"> | null;
}

/**
 * Stories, the latest first. `consent` is the answer to a choice beside it, and is `null` where nobody was asked. What
 * a bridge does is its effect on all customers: a story is one of them, and proves none.
 */
export function getStories(
  { stories, milestones, gaps }: Facts,
  plan: Plan,
  effects: Readonly<Record<string, Pick<EffectFigure, "uplift" | "interval" | "verdict">>> = {},
): StoryFigure[] {
  // Few tell a story, and there are rows of everybody.
  const tellers = new Set(stories.flatMap(({ person, account }) => [person, account ?? person]));
  const reached = groupBy(
    milestones.filter(({ unit }) => tellers.has(unit)),
    ({ unit }) => unit,
  );
  const opened = groupBy(
    gaps.filter(({ unit }) => tellers.has(unit)),
    ({ unit }) => unit,
  );
  return stories
    .map((story) => {
      const { person, account } = story;
      const own = [...(reached.get(person) ?? []), ...(reached.get(account ?? "") ?? [])].filter(
        ({ unit, level, kind, at }) =>
          kind === "reached" && at <= story.at && unit === (level === "account" ? account : person),
      );
      const last = latest(own, ({ at }) => at);
      const before = plan.gaps.filter(({ to }) => to === last?.milestone).map(({ id }) => id);
      const crossed = latest(
        (opened.get(last?.unit ?? "") ?? []).filter(
          ({ gap, bridged }) => before.includes(gap) && bridged !== null && bridged <= story.at,
        ),
        ({ bridged }) => bridged!,
      );
      const { uplift, interval, verdict } = effects[crossed?.gap ?? ""] ?? {};
      const isTold = verdict && verdict.kind !== "not measured" && verdict.kind !== "unhealthy";
      return {
        ...story,
        milestone: last?.milestone ?? null,
        gap: crossed?.gap ?? null,
        crossedMs: crossed ? crossed.bridged! - crossed.opened : null,
        effect: isTold ? { uplift: uplift ?? null, interval: interval ?? null, verdict } : null,
      };
    })
    .sort((a, b) => b.at - a.at);
}

/**
 * May others read it? Only where its teller has said so: the choice beside it was answered `yes`, by its id or its words.
 * Any other answer is none, since it might mean the opposite.
 */
export const mayPublish = ({ consent }: Pick<StoryFigure, "consent">): boolean =>
  consent?.trim().toLowerCase() === "yes";

/** Of two at one time the later in the list. */
const latest = <T>(all: readonly T[], getTime: (one: T) => number): T | undefined =>
  all.reduce<T | undefined>((last, one) => (last && getTime(last) > getTime(one) ? last : one), undefined);
