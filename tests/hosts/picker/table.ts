import { CHANGES, type Change, PICKED_TWICE } from "./kits.ts";
import type { Result } from "./measure.ts";

const NAMES = Object.keys(CHANGES) as Change[];
/** What is promised of a target that was picked once; both at once is told beside it. */
const SINGLE: readonly Change[] = NAMES.filter(
  (change) => change !== "both" && !PICKED_TWICE.includes(change),
);

/** How many elements are found after each change, and after all of them one by one. */
export function count(results: readonly Result[], who: "ours" | "oracle"): Record<Change | "each", number> {
  const isFound = (one: Result): boolean => one[who] === "found";
  const counts = NAMES.map((name) => [
    name,
    results.filter((one) => one.change === name && isFound(one)).length,
  ]);
  const lost = new Set(
    results
      .filter((one) => SINGLE.includes(one.change) && !isFound(one))
      .map(({ kit, element }) => `${kit} ${element}`),
  );
  const all = new Set(results.map(({ kit, element }) => `${kit} ${element}`));
  const each = all.size - lost.size;
  return { ...(Object.fromEntries(counts) as Record<Change, number>), each };
}

/** The counts of each kit, and a line for whatever was not found. */
export function toLines(results: readonly Result[]): string[] {
  const kits = [...new Set(results.map(({ kit }) => kit))];
  const line = (first: string, of: readonly Result[]): string => {
    const [ours, oracle] = [count(of, "ours"), count(of, "oracle")];
    const astray = of.filter((one) => one.ours === "wrong").length;
    const cells = ([...NAMES, "each"] as const).map((name) => `${ours[name]} / ${oracle[name]}`.padStart(16));
    return `${first.padEnd(14)}${cells.join("")}${String(astray).padStart(16)}`;
  };
  const missed = results.filter(({ ours }) => ours !== "found");
  return [
    "found by the picker / by Playwright's generator",
    "".padEnd(14) + [...NAMES, "each of three", "led astray"].map((name) => name.padStart(16)).join(""),
    ...kits.map((kit) =>
      line(
        kit,
        results.filter((one) => one.kit === kit),
      ),
    ),
    line("in all", results),
    "",
    ...missed.map(
      ({ kit, element, change, ours, oracle, target, locator }) =>
        `${kit}, ${element}, after ${change}: ${ours} by ${target}; ${oracle} by ${locator}`,
    ),
  ];
}

/** Where Playwright's own generator, which picks once, finds what the picker does not. */
export const getWorse = (results: readonly Result[]): readonly Result[] =>
  results.filter(({ ours, oracle }) => oracle === "found" && ours !== "found");
