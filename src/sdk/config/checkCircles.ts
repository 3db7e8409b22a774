import { createFault, type Fault } from "./faults.ts";
import type { Config } from "./schema.ts";

/** The ladder of segments: what asks for a segment asks for all of it. */
const LADDER = "segments";

/** Conditions that would have to hold before they are asked: a gap's audience that asks for itself, over others or not. */
export function checkCircles({ gaps = {}, segments = [] }: Config): Fault[] {
  const asks: Readonly<Record<string, readonly string[]>> = {
    [LADDER]: getAsked(segments.map(({ when }) => when)),
    ...Object.fromEntries(Object.entries(gaps).map(([id, gap]) => [`gaps.${id}.for`, getAsked(gap.for)])),
  };

  /** The way back to where it began, if there is one. */
  function findWay(from: string, to: string, seen = new Set<string>()): string[] | undefined {
    for (const next of asks[from] ?? []) {
      if (next === to) return [from, to];
      if (seen.has(next)) continue;
      const way = findWay(next, to, seen.add(next));
      if (way) return [from, ...way];
    }
    return undefined;
  }

  for (const one of Object.keys(asks)) {
    const way = findWay(one, one);
    if (!way) continue;
    return [
      createFault(
        one.split("."),
        `a circle: ${way.join(" > ")}`,
        "conditions that do not ask for themselves",
      ),
    ];
  }
  return [];
}

function getAsked(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === "gap" && typeof child === "string") return [`gaps.${child}.for`];
    return key === "segment" ? [LADDER] : getAsked(child);
  });
}
