import type { ConditionConfig } from "../../sdk/config/conditionSchema.ts";
import type { ActionConfig, GuideConfig } from "../../sdk/config/guideSchema.ts";
import type { Config } from "../../sdk/config/schema.ts";
import type { Path } from "../finding.ts";

/** A part of a config, with its place. */
export interface Placed<T> {
  readonly path: Path;
  readonly part: T;
}

const at = <T>(path: Path, part: T | undefined): ReadonlyArray<Placed<T>> =>
  part === undefined ? [] : [{ path, part }];

const entries = <T>(parts: Readonly<Record<string, T>> | undefined): ReadonlyArray<[string, T]> =>
  Object.entries(parts ?? {});

/** Every condition of a config that stands by itself: what is within `all`, `any` and `not` comes with it. */
export function getConditions(config: Config): ReadonlyArray<Placed<ConditionConfig>> {
  const { limits, retention } = config;
  const quiet = limits?.quiet && !("from" in limits.quiet) ? limits.quiet : undefined;
  return [
    ...at(["for"], config.for),
    ...entries(config.outcomes).flatMap(([id, part]) =>
      at(["outcomes", id, "idealCustomer"], part.idealCustomer),
    ),
    ...entries(config.milestones).flatMap(([id, part]) => at(["milestones", id, "when"], part.when)),
    ...(config.segments ?? []).flatMap(({ when }, i) => at(["segments", i, "when"], when)),
    ...entries(config.journeys).flatMap(([id, part]) => at(["journeys", id, "for"], part.for)),
    ...entries(config.gaps).flatMap(([id, part]) => [
      ...at(["gaps", id, "for"], part.for),
      ...at(["gaps", id, "opens"], part.opens),
    ]),
    ...entries(config.guides).flatMap(([id, part]) => [
      ...at(["guides", id, "if"], part.if),
      ...getItems(part).flatMap((item, i) => at(["guides", id, "items", i, "if"], item.if)),
    ]),
    ...at(["limits", "unless"], limits?.unless),
    ...at(["limits", "quiet"], quiet),
    ...at(["retention", "churned"], retention?.churned),
  ];
}

export const getItems = (guide: GuideConfig) => (guide.type === "checklist" ? guide.items : []);

export const getSteps = (guide: GuideConfig) => (guide.type === "tour" ? guide.steps : []);

/** All buttons that guides have. */
export const getActions = (config: Config): ReadonlyArray<Placed<ActionConfig>> =>
  entries(config.guides).flatMap(([id, guide]) => [
    ...(guide.actions ?? []).flatMap((action, i) => at(["guides", id, "actions", i], action)),
    ...getSteps(guide).flatMap(({ actions = [] }, step) =>
      actions.flatMap((action, i) => at(["guides", id, "steps", step, "actions", i], action)),
    ),
  ]);

/** A condition and all that are in it. */
export function getAll({ path, part }: Placed<ConditionConfig>): ReadonlyArray<Placed<ConditionConfig>> {
  const list = (key: "all" | "any", of: readonly ConditionConfig[]) =>
    of.flatMap((one, i) => getAll({ path: [...path, key, i], part: one }));
  if ("all" in part) return [{ path, part }, ...list("all", part.all)];
  if ("any" in part) return [{ path, part }, ...list("any", part.any)];
  if ("not" in part) return [{ path, part }, ...getAll({ path: [...path, "not"], part: part.not })];
  return [{ path, part }];
}

/** What has to hold at once for a condition to hold. */
export function getNeeded({ path, part }: Placed<ConditionConfig>): ReadonlyArray<Placed<ConditionConfig>> {
  if (!("all" in part)) return [{ path, part }];
  return part.all.flatMap((one, i) => getNeeded({ path: [...path, "all", i], part: one }));
}

const SPOKEN = new Set(["title", "body", "label", "thanks", "ask", "choices"]);
/** Below these stand words, of which none is a part of ours. */
const FOREIGN = new Set(["where", "with", "words", "traits", "mask"]);

export type Text = string | Readonly<Record<string, string>>;

/** A choice that is known by an id. */
interface Labelled {
  readonly id: string;
  readonly label: Text;
}
const isLabelled = (choice: Text | Labelled): choice is Labelled =>
  typeof choice === "object" && "id" in choice && "label" in choice;

/** All that people read, with the key under which it stands. */
export function getTexts(config: Config): ReadonlyArray<Placed<Text> & { readonly key: string }> {
  function visit(value: unknown, path: Path): ReadonlyArray<Placed<Text> & { readonly key: string }> {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => {
      const here = [...path, key];
      if (FOREIGN.has(key) && path.length > 1) return [];
      // Milestones, guides and the like may have ids as these.
      const isText = SPOKEN.has(key) && path.length > 1;
      if (!isText) return visit(child, here);
      if (key !== "choices") return [{ path: here, part: child as Text, key }];
      return (child as ReadonlyArray<Text | Labelled>).map((part, i) =>
        isLabelled(part)
          ? { path: [...here, i, "label"], part: part.label, key }
          : { path: [...here, i], part, key },
      );
    });
  }
  return visit(config, []);
}
