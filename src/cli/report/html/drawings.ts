import { formatSpan } from "../../../insights/words/charts.ts";
import { el, type Markup } from "./markup.ts";

/** Drawings say nothing that no text beside them says, so who listens to the page is spared them. */
const svg = (name: string, viewBox: string, ...children: readonly Markup[]): Markup =>
  el(
    "svg",
    { class: name, viewBox, "aria-hidden": "true", ...(name === "bar" && { preserveAspectRatio: "none" }) },
    ...children,
  );

const round = (value: number): number => Math.round(value * 100) / 100;
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** A share of 0 to 1 as a bar. */
export const drawShare = (share: number, kind: "fill" | "lost" = "fill"): Markup =>
  svg(
    "bar",
    "0 0 100 8",
    el("rect", { class: "track", width: 100, height: 8 }),
    el("rect", { class: kind, width: round(100 * clamp(share, 0, 1)), height: 8 }),
  );

/** An estimate with its interval on a line from -`reach` to `reach`, and a wider one as wings of it. */
export function drawRange(
  estimate: number,
  [lower, upper]: readonly [number, number],
  reach: number,
  wings: readonly [number, number] | null = null,
): Markup {
  const toX = (value: number): number => round(160 + 152 * clamp(value / reach, -1, 1));
  return svg(
    "interval",
    "0 0 320 18",
    el("line", { x1: 4, x2: 316, y1: 9, y2: 9 }),
    el("line", { class: "zero", x1: 160, x2: 160, y1: 2, y2: 16 }),
    ...(wings ? [el("line", { class: "wings", x1: toX(wings[0]), x2: toX(wings[1]), y1: 9, y2: 9 })] : []),
    el("line", { class: "reach", x1: toX(lower), x2: toX(upper), y1: 9, y2: 9 }),
    el("circle", { cx: toX(estimate), cy: 9, r: 5 }),
  );
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const TICKS = [MINUTE, 60 * MINUTE, DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];
/** A drawing is 400 wide, and has about a pixel for each. */
const VISIBLE = 0.25;
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 380, 10, 126] as const;

/**
 * The share that has come somewhere by each time, in steps. Time goes from a minute to the whole, each part of the way
 * as many times as long as the one before: most happens early.
 */
export function drawSteps(
  curve: ReadonlyArray<readonly [ms: number, share: number]>,
  wholeMs: number,
  aim?: { readonly ms: number; readonly share: number },
): Markup {
  const span = Math.log(Math.max(2 * MINUTE, wholeMs) / MINUTE);
  const toX = (ms: number): number =>
    round(LEFT + (RIGHT - LEFT) * clamp(Math.log(Math.max(1, ms / MINUTE)) / span, 0, 1));
  const toY = (share: number): number => round(BOTTOM - (BOTTOM - TOP) * clamp(share, 0, 1));
  const points: Array<readonly [x: number, y: number]> = [[LEFT, BOTTOM]];
  for (const [ms, share] of curve) {
    const [x, y] = [toX(ms), toY(share)];
    const [lastX, lastY] = points.at(-1)!;
    // Steps that nobody can see would make a page of many people too large to open.
    if (x - lastX < VISIBLE && lastY - y < VISIBLE) continue;
    points.push([x, lastY], [x, y]);
  }
  points.push([RIGHT, toY(curve.at(-1)?.[1] ?? 0)]);
  const ticks = TICKS.filter((ms, i) => ms <= wholeMs && (i % 2 === 0 || wholeMs < 30 * DAY));
  return svg(
    "curve",
    "0 0 400 150",
    ...[0, 0.5, 1].flatMap((share) => [
      el("line", { class: "grid", x1: LEFT, x2: RIGHT, y1: toY(share), y2: toY(share) }),
      el("text", { x: 0, y: toY(share) + 4 }, `${share * 100} %`),
    ]),
    ...ticks.map((ms) => el("text", { x: toX(ms), y: 144, "text-anchor": "middle" }, formatSpan(ms))),
    ...(aim
      ? [
          el("line", { class: "aim", x1: toX(aim.ms), x2: toX(aim.ms), y1: TOP, y2: BOTTOM }),
          el("line", { class: "aim", x1: LEFT, x2: RIGHT, y1: toY(aim.share), y2: toY(aim.share) }),
        ]
      : []),
    el("polyline", { points: points.map((point) => point.join(",")).join(" ") }),
  );
}
