import type { EffectAmongOthers } from "../figures/effects/effectsTogether.ts";
import type { Findings } from "../figures/findings.ts";
import { formatPoints } from "./charts.ts";

/** What a reader has to know who sees several effects: a table, in the gaps' own order, and a sentence. */
export function formatEffects({ effects }: Findings): string[] {
  if (effects.length < 2) return [];
  const width = Math.max(...effects.map(({ gap }) => gap.length)) + 2;
  const cell = (text: string): string => text.padStart(12);
  return [
    "",
    "Effects together, in the order of the gaps above",
    `  ${" ".repeat(width)}${["points", "expected", "p", "p of all"].map(cell).join("")}`,
    ...effects.map(({ gap, uplift, shrunk, p, adjustedP }) =>
      [
        `  ${gap.padEnd(width)}`,
        ...[formatPoints(uplift), formatPoints(shrunk), formatP(p), formatP(adjustedP)].map(cell),
      ].join(""),
    ),
    `  ${describeLargest(effects)}`,
    `  ${describeAdjusted(effects)}`,
  ];
}

export const formatP = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));

/** Says the largest effect as large as it may be expected to be. */
export function describeLargest(effects: readonly EffectAmongOthers[]): string {
  const largest = effects.reduce((most, one) => (Math.abs(one.uplift) > Math.abs(most.uplift) ? one : most));
  const { gap, uplift, shrunk } = largest;
  const seen = `The largest of ${effects.length} is ${formatPoints(uplift)} points, of ${gap}. The largest of several is large by luck too`;
  return effects.length < 4
    ? `${seen}, and of fewer than four nobody can say by how much.`
    : `${seen}: expect ${formatPoints(shrunk)}.`;
}

export function describeAdjusted(effects: readonly EffectAmongOthers[]): string {
  const [alone, together] = [
    effects.filter(({ p }) => p <= 0.05).length,
    effects.filter(({ adjustedP }) => adjustedP <= 0.05).length,
  ];
  return `Each looked at alone, ${alone} of ${effects.length} would be beyond chance; looked at together, ${together}.`;
}
