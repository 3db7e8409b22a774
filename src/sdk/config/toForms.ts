import type * as z from "zod/mini";
import { RULES, type RuleName } from "./checks/rules.ts";
import type { Form, FormRule } from "./form.ts";

type Schema = z.core.$ZodType;
type Check = z.core.$ZodCheck;

/** As much of what zod knows of a check as is asked here. */
interface CheckDef {
  readonly check: string;
  readonly value?: number;
  readonly minimum?: number;
  readonly pattern?: RegExp;
  readonly fn?: unknown;
  error?(issue: object): unknown;
}

/** The table of forms that says the same as a schema of zod's. Equal forms stand in it once. */
export function toForms(schema: Schema): readonly Form[] {
  const whole: Form = { is: "unknown" };
  const forms: Form[] = [whole];
  const places = new Map<unknown, number>();

  function place(one: Schema): number {
    const known = places.get(one);
    if (known !== undefined) return known;
    const { def } = (one as z.core.$ZodTypes)._zod;
    if (def.type === "lazy") {
      // It may hold itself, so it has its place before its form.
      const at = forms.push(whole) - 1;
      places.set(one, at);
      forms[at] = toForm((one as z.core.$ZodLazy)._zod.innerType);
      return at;
    }
    const form = toForm(one);
    const text = JSON.stringify(form);
    const at = places.get(text) ?? forms.push(form) - 1;
    places.set(text, at).set(one, at);
    return at;
  }

  function placeKey(one: Schema): number {
    const { def } = (one as z.core.$ZodTypes)._zod;
    return def.type === "optional" ? -place(def.innerType) : place(one);
  }

  function toForm(one: Schema): Form {
    const { def } = (one as z.core.$ZodTypes)._zod;
    const { check, checks = [] } = def as { readonly check?: string; readonly checks?: readonly Check[] };
    const all = [...(check === "number_format" ? [{ is: "whole" } as const] : []), ...checks.map(toRule)];
    const ruled = all.length > 0 && { rules: all };
    switch (def.type) {
      case "string":
      case "number":
      case "boolean":
      case "null":
      case "unknown":
        return { is: def.type, ...ruled };
      case "array":
        return { is: "array", of: place(def.element), ...ruled };
      case "record":
        return { is: "record", of: place(def.valueType), ...ruled };
      case "object": {
        const keys = Object.entries(def.shape).map(([key, part]) => [key, placeKey(part)]);
        return { is: "object", keys: Object.fromEntries(keys), ...ruled };
      }
      case "literal":
        return { is: "value", values: def.values };
      case "enum":
        return { is: "value", values: Object.values(def.entries) };
      case "union": {
        const { discriminator: by } = def as z.core.$ZodDiscriminatedUnionDef;
        return { is: "union", of: def.options.map(place), ...(by && { by }) };
      }
      default:
        throw new Error(`found a schema of the type ${def.type}, expected one that has a form`);
    }
  }

  forms[0] = toForm(schema);
  return forms;
}

function toRule(check: Check): FormRule {
  const def = check._zod.def as CheckDef;
  switch (def.check) {
    case "greater_than":
      return { is: "least", limit: def.value! };
    case "less_than":
      return { is: "most", limit: def.value! };
    case "min_length":
      return { is: "size", limit: def.minimum! };
    case "string_format":
      return { is: "pattern", pattern: def.pattern!.source, expected: `${def.error?.({})}` };
    case "custom": {
      const name = (Object.keys(RULES) as RuleName[]).find((one) => RULES[one].holds === def.fn);
      if (name) return { is: "rule", name };
    }
  }
  throw new Error(`found the check ${def.check}, expected one that has a rule`);
}
