import type { Feature } from "../domain/engine/feature.ts";
import type { FeatureName } from "../domain/plan/featureNames.ts";
import type { Plan } from "../domain/plan/plan.ts";

const isOfTime = (name: FeatureName): boolean => /dates|now|periods|lapses/.test(name);

/** What the engine needs for a plan, from two files: in each is what plans need together. */
export async function loadFeatures({ needs = [] }: Pick<Plan, "needs">): Promise<readonly Feature[]> {
  const files = await Promise.all([
    needs.some(isOfTime) && import("./timeFeatures.ts"),
    needs.every(isOfTime) || import("./rareFeatures.ts"),
  ]);
  return files.flatMap((file): readonly Feature[] => (typeof file === "object" ? file.FEATURES : []));
}
