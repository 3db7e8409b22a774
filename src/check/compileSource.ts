import { parse } from "../sdk/config/parse.ts";
import { toJson } from "../sdk/domain/lib/json.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
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
  const { plan } = parse(toValue(loaded.root));
  return { ...checked, made: { plan, json: `${toJson(plan)}\n` } };
}
