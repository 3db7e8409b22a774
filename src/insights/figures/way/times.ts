import type { MilestonePlan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { type SurvivalTimes, sortTimes } from "../../stats/survivalTimes.ts";
import { getReachedOf, type Reached } from "./reaches.ts";

/** Times to a milestone, from the first event of each unit. Spans are milliseconds. */
export interface Times {
  readonly all: SurvivalTimes;
  /** Of people, by the segment that they are in at the end of the log; of accounts all under no name. */
  readonly bySegment: ReadonlyMap<string, SurvivalTimes>;
}

/**
 * Of each unit whose time is known. What was reached before anybody looked has none.
 * @param at As it was known then: who was there, and what they had reached. The end of the log where it is left out.
 */
export function getTimes(
  facts: Facts,
  { id, level }: Pick<MilestonePlan, "id" | "level">,
  at = Number.POSITIVE_INFINITY,
): Times {
  const end = Math.min(at, facts.end ?? 0);
  const { place, reached } = getReachedOf(facts, id, level);
  const groups = new Map<string, Group>();
  const all = createGroup();
  const add = (own: Reached | undefined, first: number, segment: string): void => {
    const past = own?.past[place];
    if (first > at || (past !== undefined && past <= at)) return;
    const time = own?.times[place]?.[0];
    const isReached = time !== undefined && time <= at;
    const span = Math.max(0, (isReached ? time : end) - first);
    let group = groups.get(segment);
    if (!group) groups.set(segment, (group = createGroup()));
    for (const some of [all, group]) (isReached ? some.events : some.censored).push(span);
  };
  if (level === "account") for (const [i, { first }] of facts.accounts.entries()) add(reached[i], first, "");
  else for (const [i, { first, segment }] of facts.people.entries()) add(reached[i], first, segment ?? "");
  return {
    all: toTimes(all),
    bySegment: new Map([...groups].map(([name, group]) => [name, toTimes(group)])),
  };
}

interface Group {
  readonly events: number[];
  readonly censored: number[];
}

const createGroup = (): Group => ({ events: [], censored: [] });
const toTimes = ({ events, censored }: Group): SurvivalTimes => sortTimes(events, censored);
