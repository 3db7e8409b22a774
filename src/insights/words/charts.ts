/** Figures as somebody reads them in a terminal. */

const NUMBER = new Intl.NumberFormat("en");
export const formatNumber = (number: number): string => NUMBER.format(number);

export const formatShare = (share: number): string => `${Math.round(share * 100)} %`;

/** A difference of shares, in points: `+12`, `-3`. */
export function formatPoints(difference: number): string {
  const points = Math.round(difference * 100);
  return points > 0 ? `+${points}` : `${points}`;
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;

/** With two digits in its greatest unit: `3.2 d`, `45 min`. */
export function formatSpan(ms: number): string {
  const [size, unit] = UNITS.find(([size]) => ms >= size) ?? [1000, "s"];
  const count = ms / size;
  return `${count < 10 ? Number(count.toFixed(1)) : Math.round(count)} ${unit}`;
}

/** Eighths of a character, from nothing to all of it. */
const PARTS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of a share, filled up to `width` characters. Of more than nothing there is something to be seen. */
export function drawBar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  return ("█".repeat(Math.floor(shown / 8)) + PARTS[shown % 8]!).padEnd(width);
}

const STEPS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/**
 * A curve that rises from 0 to 1, in `width` characters.
 * @param getShare What it has come to after a part of the way, from 0 to 1.
 */
export const drawCurve = (getShare: (part: number) => number, width: number): string =>
  Array.from({ length: width }, (_, i) => {
    const share = getShare((i + 1) / width);
    return STEPS[Math.min(STEPS.length - 1, Math.floor(share * STEPS.length))]!;
  }).join("");

/**
 * An interval on a line from -1 to 1, or from -`reach` to `reach`: where it lies, and where nothing is.
 * @param wings A wider one around it.
 */
export function drawInterval(
  estimate: number,
  [lower, upper]: readonly [number, number],
  reach: number,
  wings: readonly [number, number] | null = null,
): string {
  const half = 12;
  const toPlace = (value: number): number =>
    Math.round(Math.min(1, Math.max(-1, value / reach)) * half) + half;
  return Array.from({ length: 2 * half + 1 }, (_, place) => {
    if (place === toPlace(estimate)) return "●";
    if (place >= toPlace(lower) && place <= toPlace(upper)) return "─";
    if (wings && place >= toPlace(wings[0]) && place <= toPlace(wings[1])) return "╌";
    return place === half ? "│" : " ";
  }).join("");
}
