import type { Facts, PersonRow } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";

/** The segment that somebody was in at a time; `null` where it was none. */
export type GetSegmentThen = (at: number) => string | null;

/** By the moves that the log has: before the first one they were where it began, without any where they are now. */
export function createSegmentsThen({
  moves,
}: Pick<Facts, "moves">): (of: Pick<PersonRow, "person" | "segment">) => GetSegmentThen {
  const byPerson = groupBy(moves, ({ person }) => person);
  return ({ person, segment }) => {
    const own = byPerson.get(person);
    if (!own) return () => segment;
    return (at) => {
      let i = own.length - 1;
      while (i >= 0 && own[i]!.at > at) i--;
      return i < 0 ? own[0]!.from : own[i]!.to;
    };
  };
}
