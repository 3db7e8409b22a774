import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, fail, warn } from "../finding.ts";

/** What stands twice in a list where once is all that counts. */
export function checkTwins({ segments = [], journeys = {}, guides = {} }: Config): Finding[] {
  const seen = new Set<string>();
  return [
    ...segments.flatMap(({ id }, i) => {
      const isTwin = seen.has(id);
      seen.add(id);
      return isTwin
        ? [fail(["segments", i, "id"], `found the id ${JSON.stringify(id)} twice, expected ids that differ`)]
        : [];
    }),
    ...Object.entries(journeys).flatMap(([id, { milestones }]) =>
      getTwins(milestones).map((i) =>
        warn(
          ["journeys", id, "milestones", i],
          `found ${JSON.stringify(milestones[i])} twice, expected each milestone once`,
        ),
      ),
    ),
    ...Object.entries(guides).flatMap(([id, guide]) =>
      guide.type === "checklist"
        ? getTwins(guide.items.map(({ milestone }) => milestone)).map((i) =>
            warn(
              ["guides", id, "items", i, "milestone"],
              "found a milestone that another item has, expected each once",
            ),
          )
        : [],
    ),
  ];
}

/** The places of those that stand before already. */
const getTwins = (ids: readonly string[]): number[] =>
  ids.flatMap((id, i) => (ids.indexOf(id) < i ? [i] : []));
