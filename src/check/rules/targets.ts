import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, type Path, warn } from "../finding.ts";
import { getAll, getConditions, getSteps } from "./parts.ts";

/** Classes that a build makes up, and will make up anew: of CSS modules, styled components, Emotion, JSS, MUI, Svelte. */
const MADE_UP =
  /\.(?:css-[a-z\d]{5,}|sc-[a-zA-Z\d]{5,}|jss\d+|makeStyles-[\w-]+-\d+|svelte-[a-z\d]{5,}|[A-Za-z][\w-]*__?[A-Za-z][\w-]*_{1,3}(?=[\w-]*[A-Z\d])[\w-]{5,})(?![\w-])/;
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
  const [madeUp] = MADE_UP.exec(selector) ?? [];
  if (madeUp)
    return [
      warn(
        path,
        `found the class ${JSON.stringify(madeUp)}, which looks made up by a build: expected what stays, like [data-testid=...], an id, or { "role", "name" }`,
      ),
    ];
  return PLACED.test(selector)
    ? [warn(path, "found a place among neighbours, which moves with them: expected a name of its own")]
    : [];
}
