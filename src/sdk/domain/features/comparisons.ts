import type { Feature } from "../engine/feature.ts";
import type { Comparison, Scalar, Test } from "../plan/plan.ts";

/** Compares a trait with another one. */
export const comparisons = { toTest } satisfies Feature;

function toTest({ op }: Comparison, other: unknown): Test | undefined {
  switch (op) {
    case "is":
      return isScalar(other) ? { op, value: other } : undefined;
    case "isNot":
      return { op, value: isScalar(other) ? other : null };
    case "before":
    case "after":
      return typeof other === "string" || typeof other === "number" ? { op, value: other } : undefined;
    default:
      return typeof other === "number" ? { op, value: other } : undefined;
  }
}

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
