import { getBodies } from "../../domain/plan/getBodies.ts";
import type { Plan } from "../../domain/plan/plan.ts";
import { WIDGET_PARTS, type WidgetPart } from "../../domain/plan/widgetParts.ts";

/** Without any of these, and without two lines, a text is one plain paragraph. */
const MARKUP = /[*`\\[\r\n]|^\s*[-\d]/;

/** What is found too often costs a page one more file. So the plan's own JSON is looked at, in which nothing is forgotten. */
const IS_USED: Readonly<Record<WidgetPart, (plan: Pick<Plan, "guides" | "docs">, json: string) => boolean>> =
  {
    names: (_, json) => /"(role|text)":/.test(json),
    markdown: (plan) => getBodies(plan).some((body) => MARKUP.test(body)),
    forms: (_, json) => /\{\{[^{}|]*:/.test(json),
    stateful: ({ docs }, json) =>
      docs.length > 0 || /"type":"(tour|survey|checklist|launcher|help)"/.test(json),
  };

/** @param json The plan as its JSON. */
export const findWidgetParts = (plan: Pick<Plan, "guides" | "docs">, json: string): WidgetPart[] =>
  WIDGET_PARTS.filter((part) => IS_USED[part](plan, json));
