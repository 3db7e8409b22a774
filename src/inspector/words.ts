import type { Text } from "../sdk/domain/plan/plan.ts";

/** A text of the config in its first language. */
export const nameOf = (text: Text | undefined): string | undefined =>
  typeof text === "string" ? text : text && Object.values(text)[0];

const SPAN = /^(\d+(?:\.\d+)?)\s*(min|s|h|d|w)$/;
const SIZES = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of a span as configs write it, like `3d`; `undefined` for what is none. */
export function readSpan(text: string): number | undefined {
  const [, count, unit] = SPAN.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * SIZES[unit as keyof typeof SIZES];
}
