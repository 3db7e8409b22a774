import type { Plan, Text } from "./plan.ts";

/** All texts of a plan that are Markdown, in each language. */
export const getBodies = ({ guides, docs }: Pick<Plan, "guides" | "docs">): string[] => {
  const steps = guides.flatMap((guide) => (guide.type === "tour" ? guide.steps : []));
  const all: ReadonlyArray<{ readonly body?: Text }> = [...guides, ...steps, ...docs];
  return all.flatMap(({ body = "" }) => (typeof body === "string" ? body : Object.values(body)));
};
