import { findGenerated } from "../../inspector/picker/generated.ts";
import type { ConditionConfig } from "../../sdk/config/conditionSchema.ts";
import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, type Path, warn } from "../finding.ts";
import { getAll, getConditions, getSteps } from "./parts.ts";

const PLACED = /:nth-(?:child|of-type)\(\s*\d/;

type TargetConfig = Extract<ConditionConfig, { element: unknown }>["element"];

/** Targets that the next build of the product, the next entry of a list, or another language will move. */
export function checkTargets(config: Config): Finding[] {
  const { default: usual = "en", available = [] } = config.locale ?? {};
  const languages = [...new Set([usual, ...available])];
  return getTargets(config).flatMap(([path, target]) => [
    ...(Array.isArray(target)
      ? target.flatMap((one, i) => checkSelector([...path, i], one))
      : checkSelector(path, target)),
    ...(languages.length > 1 ? checkWords(path, target, languages) : []),
  ]);
}

function getTargets(config: Config): ReadonlyArray<readonly [path: Path, target: TargetConfig]> {
  const all: ReadonlyArray<readonly [path: Path, target: TargetConfig | undefined]> = [
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
  return all.flatMap(([path, target]) => (target === undefined ? [] : [[path, target] as const]));
}

/** A page has other words in each language. Who names a second way has thought of that. */
function checkWords(path: Path, target: TargetConfig, languages: readonly string[]): Finding[] {
  const [way, ...others] = [target].flat();
  if (typeof way !== "object" || others.length > 0) return [];
  const words = "text" in way ? way.text : way.name;
  if (words === undefined) return [];
  const found = `${JSON.stringify(words)}, which the page says in one of ${languages.join(", ")}`;
  return [warn(path, `found ${found}: expected a selector, or a way for each language in a list`)];
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
