import type { MilestonePlan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { type SurvivalTimes, sortTimes } from "../../stats/survivalTimes.ts";
import { getMilestoneRows } from "../rowsOf.ts";
import { getReaches } from "./reaches.ts";

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
  const reaches = getReaches(facts).get(id);
  const past = new Set<string>();
  for (const row of getMilestoneRows(facts, id)) if (row.isPast && row.at <= at) past.add(row.unit);
  const groups = new Map<string, Group>();
  const all = createGroup();
  const add = (unit: string, first: number, segment: string): void => {
    if (first > at || past.has(unit)) return;
    const reached = reaches?.get(unit)?.[0];
    const isReached = reached !== undefined && reached <= at;
    const time = Math.max(0, (isReached ? reached : end) - first);
    let own = groups.get(segment);
    if (!own) groups.set(segment, (own = createGroup()));
    for (const group of [all, own]) (isReached ? group.events : group.censored).push(time);
  };
  if (level === "account") for (const { account, first } of facts.accounts) add(account, first, "");
  else for (const { person, first, segment } of facts.people) add(person, first, segment ?? "");
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
