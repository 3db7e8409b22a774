import { createFault, type Fault } from "../faults.ts";
import type { Config } from "../schema.ts";

/** The ladder of segments: what asks for a segment asks for all of it. */
const LADDER = "segments";

/** Conditions that would have to hold before they are asked: a gap's audience that asks for itself, over others or not. */
export function checkCircles({ gaps = {}, segments = [], journeys = {} }: Config): Fault[] {
  const leading = new Map<string, string[]>();
  for (const [id, { to }] of Object.entries(gaps))
    leading.set(to, [...(leading.get(to) ?? []), `gaps.${id}.for`]);
  const asks: Readonly<Record<string, readonly string[]>> = {
    [LADDER]: getAsked(segments.map(({ when }) => when)),
    ...Object.fromEntries(Object.entries(gaps).map(([id, gap]) => [`gaps.${id}.for`, getAsked(gap.for)])),
    ...Object.fromEntries(
      Object.entries(journeys).flatMap(([id, journey]) => [
        [`journeys.${id}.for`, getAsked(journey.for)],
        // Who is stuck is asked of the gaps that lead to its milestones.
        [toJourney(id), [`journeys.${id}.for`, ...journey.milestones.flatMap((id) => leading.get(id) ?? [])]],
      ]),
    ),
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

const toJourney = (id: string): string => `journeys.${id}`;

/** Those of which gaps are not asked. */
const PLAIN = ["done", "silent"];

function getAsked(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { journey, is } = value as { readonly journey?: unknown; readonly is?: unknown };
  if (typeof journey === "string") {
    const isPlain = [is].flat().every((one) => PLAIN.includes(`${one}`));
    return [isPlain ? `${toJourney(journey)}.for` : toJourney(journey)];
  }
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === "gap" && typeof child === "string") return [`gaps.${child}.for`];
    return key === "segment" ? [LADDER] : getAsked(child);
  });
}
