import { findGenerated } from "../../inspector/picker/generated.ts";
import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, type Path, warn } from "../finding.ts";
import { getAll, getConditions, getSteps } from "./parts.ts";

const PLACED = /:nth-(?:child|of-type)\(\s*\d/;

/** Targets that the next build of the product, or the next entry of a list, will move. */
export function checkTargets(config: Config): Finding[] {
  const targets: Array<readonly [path: Path, target: unknown]> = [
    ...Object.entries(config.guides ?? {}).flatMap(([id, guide]) => [
      [
        "target" in guide ? ["guides", id, "target"] : [],
        "target" in guide ? guide.target : undefined,
      ] as const,
      ...getSteps(guide).map(({ target }, i) => [["guides", id, "steps", i, "target"], target] as const),
    ]),
    ...getConditions(config)
      .flatMap(getAll)
      .flatMap(({ path, part }) =>
        "element" in part ? [[[...path, "element"], part.element] as const] : [],
      ),
  ];
  return targets.flatMap(([path, target]) =>
    Array.isArray(target)
      ? target.flatMap((one, i) => checkSelector([...path, i], one))
      : checkSelector(path, target),
  );
}

function checkSelector(path: Path, selector: unknown): Finding[] {
  if (typeof selector !== "string") return [];
  const [made] = findGenerated(selector);
  if (made !== undefined)
    return [
      warn(
        path,
        `found the name ${JSON.stringify(made)}, which looks made by a build: expected one that stays, like [data-testid=...], or { "role", "name" }`,
      ),
    ];
  return PLACED.test(selector)
    ? [warn(path, "found a place among neighbours, which moves with them: expected a name of its own")]
    : [];
}
