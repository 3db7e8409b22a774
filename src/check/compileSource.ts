import { parse } from "../sdk/config/parse.ts";
import { toJson } from "../sdk/domain/lib/json.ts";
import { getBodies } from "../sdk/domain/plan/getBodies.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { parseMarkdown } from "../widgets/text/markdown.ts";
import { type Checked, type CheckOptions, check } from "./check.ts";
import type { LoadedConfig } from "./files/loadConfig.ts";
import { toValue } from "./source/part.ts";

export interface CompiledSource extends Checked {
  /** What a page loads: without owners, values, targets, retention and drafts. Missing where there is an error. */
  readonly made?: { readonly plan: Plan; readonly json: string };
}

/** Checks a config as `check` does, drafts included, and makes the plan of what is live. */
export function compileSource(loaded: LoadedConfig, options: CheckOptions): CompiledSource {
  const checked = check(loaded, options);
  if (!loaded.root || !checked.plan || checked.told.some(({ severity }) => severity === "error"))
    return checked;
  const plan = withMarks(parse(toValue(loaded.root)).plan);
  return { ...checked, made: { plan, json: `${toJson(plan)}\n` } };
}

/** Its Markdown is read here, so that no page has to: what is more than one plain paragraph is kept by its text. */
export function withMarks(plan: Plan): Plan {
  const all = getBodies(plan).map((body) => [body, parseMarkdown(body)] as const);
  const isPlain = (body: string, marks: (typeof all)[number][1]): boolean =>
    toJson(marks) === toJson([{ tag: "p", of: [body.trim()] }]);
  return {
    ...plan,
    widgets: plan.widgets?.filter((part) => part !== "markdown"),
    marks: Object.fromEntries(all.filter(([body, marks]) => body && !isPlain(body, marks))),
  };
}
