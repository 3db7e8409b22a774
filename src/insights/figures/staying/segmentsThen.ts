import type { Facts } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";

/** The segment that somebody was in at a time; `null` where it was none. */
export type GetSegmentThen = (person: string, at: number) => string | null;

/** By the moves that the log has: before the first one they were where it began, without any where they are now. */
export function createSegmentsThen({ people, moves }: Pick<Facts, "people" | "moves">): GetSegmentThen {
  const now = new Map(people.map(({ person, segment }) => [person, segment]));
  const byPerson = groupBy(moves, ({ person }) => person);
  return (person, at) => {
    const own = byPerson.get(person);
    if (!own) return now.get(person) ?? null;
    const last = own.findLast((move) => move.at <= at);
    return last ? last.to : own[0]!.from;
  };
}
