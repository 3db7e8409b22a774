import { createFault, createUnknownName, type Fault } from "../faults.ts";
import { FOREIGN, NAMES } from "../names.ts";
import type { Config } from "../schema.ts";
import { holdsIds } from "./holdsIds.ts";

/** What is quiet from one time to another names nothing; a condition may. */
const isSpan = (key: string, child: unknown): boolean =>
  key === "quiet" && Object.hasOwn(Object(child), "from");

/** Of known names those that may have been meant. */
export type GetNear = (found: string, known: readonly string[]) => readonly string[];

/** Names that nothing has, and names that two things have. */
export function checkNames(config: Config, getNear: GetNear = (_, known) => known): Fault[] {
  const docs = (config.docs ?? []).map(({ id }) => id);
  const guides = Object.keys(config.guides ?? {});
  const lists: Record<(typeof NAMES)[keyof typeof NAMES], readonly string[]> = {
    doc: [...docs, "new"],
    gap: Object.keys(config.gaps ?? {}),
    guide: guides,
    "guide or doc": [...guides, ...docs],
    journey: Object.keys(config.journeys ?? {}),
    milestone: Object.keys(config.milestones),
    outcome: Object.keys(config.outcomes ?? {}),
    segment: (config.segments ?? []).map(({ id }) => id),
  };
  const known = new Map(Object.entries(lists).map(([what, ids]) => [what, new Set(ids)]));

  function visit(value: unknown, path: readonly string[]): Fault[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => {
      if (!holdsIds(path) && (FOREIGN.has(key) || isSpan(key, child))) return [];
      const here = [...path, key];
      const what = NAMES[key as keyof typeof NAMES];
      const named = typeof child === "string" ? [child] : Array.isArray(child) ? child : [];
      return [
        ...(what && Object.hasOwn(NAMES, key) && !holdsIds(path) ? named : [])
          .filter((name): name is string => typeof name === "string" && !known.get(what)!.has(name))
          .map((name) => createUnknownName(here, name, what, getNear(name, lists[what]))),
        ...visit(child, here),
      ];
    });
  }

  const twice = docs.filter((id, i) => guides.includes(id) || docs.indexOf(id) < i);
  const own = Object.entries(config.gaps ?? {}).filter(([, { to, protects }]) => protects?.includes(to));
  return [
    ...visit(config, []),
    ...own.map(([id, { to }]) =>
      createFault(["gaps", id, "protects"], JSON.stringify(to), "milestones beside its own to"),
    ),
    ...twice.map((id) =>
      createFault(
        ["docs", id],
        `the id ${JSON.stringify(id)} twice`,
        "ids that differ among guides and docs",
      ),
    ),
  ];
}
