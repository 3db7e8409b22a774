import { scaleLinear, scaleLog } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { Fragment, h, type VNode } from "preact";
import type { MilestoneFindings } from "../../../insights/figures/findings.ts";
import { formatShare, formatSpan } from "../../../insights/words/charts.ts";
import { Chart } from "./chart.tsx";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const TICKS = [MINUTE, 60 * MINUTE, DAY, 7 * DAY, 30 * DAY, 120 * DAY, 365 * DAY];
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 14, 16, 28] as const;
const HEIGHT = 220;

/** How far up the drawing goes, and its lines: a curve of few would lie on the ground of a whole. */
const REACHES = [
  [0.05, 0.01],
  [0.1, 0.02],
  [0.25, 0.05],
  [0.5, 0.1],
  [1, 0.25],
] as const;

interface Props {
  readonly label: string;
  readonly times: MilestoneFindings;
  /** The longest time that anybody was followed, in milliseconds. */
  readonly wholeMs: number;
}

/**
 * The share that has come somewhere by each time, in steps, with its band of 95 %. Time goes from a minute on, or later
 * where nobody comes so soon, each part of the way as many times as long as the one before: most happens early. A tick
 * is who is still on the way.
 */
export const CurveChart = ({ label, times, wholeMs }: Props): VNode => (
  <Chart label={label} height={HEIGHT}>
    {(width) => draw(times, wholeMs, width)}
  </Chart>
);

function draw({ curve, band, onTheWay, target }: MilestoneFindings, wholeMs: number, width: number): VNode {
  const end = Math.max(wholeMs, 60 * MINUTE);
  const first = curve.find(([, share]) => share > 0)?.[0] ?? end;
  const start = TICKS.findLast((ms) => ms <= Math.min(first, end / 60)) ?? MINUTE;
  const x = scaleLog()
    .domain([start, end])
    .range([LEFT, width - RIGHT])
    .clamp(true);
  const highest = Math.max(target?.share ?? 0, curve.at(-1)?.[1] ?? 0, ...band.map(([, , upper]) => upper));
  const [top, step] = REACHES.find(([reach]) => highest <= reach) ?? [1, 0.25];
  const y = scaleLinear()
    .domain([0, top])
    .range([HEIGHT - BOTTOM, TOP]);
  const last = curve.at(-1)?.[1] ?? 0;
  const points: ReadonlyArray<readonly [number, number]> = [[start, 0], ...curve, [end, last]];
  const limits = band.length > 0 ? [...band, [end, band.at(-1)![1], band.at(-1)![2]] as const] : [];
  const path = line<readonly [number, number]>()
    .x(([ms]) => x(ms))
    .y(([, share]) => y(share))
    .curve(curveStepAfter)(points);
  const surface = area<readonly [number, number, number]>()
    .x(([ms]) => x(ms))
    .y0(([, lower]) => y(lower))
    .y1(([, , upper]) => y(upper))
    .curve(curveStepAfter)(limits);
  const getShare = (ms: number): number => curve.findLast(([at]) => at <= ms)?.[1] ?? 0;
  const ticks = TICKS.filter((ms) => ms >= start && ms <= end).filter(
    (_, i, all) => width > 420 || i % 2 === (all.length - 1) % 2,
  );
  return (
    <Fragment>
      {Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step).map((share) => (
        <g key={share}>
          <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(share)} y2={y(share)} />
          <text class="axis" x={LEFT - 8} y={y(share) + 4} text-anchor="end">
            {formatShare(share)}
          </text>
        </g>
      ))}
      {ticks.map((ms) => (
        <text key={ms} class="axis" x={x(ms)} y={HEIGHT - 8} text-anchor="middle">
          {formatSpan(ms)}
        </text>
      ))}
      {surface !== null && <path class="band" d={surface} />}
      {path !== null && <path class="curve" d={path} />}
      {onTheWay.map(([ms]) => (
        <line key={ms} class="mark" x1={x(ms)} x2={x(ms)} y1={y(getShare(ms)) - 4} y2={y(getShare(ms)) + 4} />
      ))}
      {target && drawTarget(target, x(target.withinMs), y(target.share))}
    </Fragment>
  );
}

function drawTarget(
  { share, withinMs, isMet }: NonNullable<MilestoneFindings["target"]>,
  x: number,
  y: number,
): VNode {
  const isLeft = x > 200;
  return (
    <g class={isMet ? "target met" : "target"}>
      <line class="aim" x1={x} x2={x} y1={TOP} y2={HEIGHT - BOTTOM} />
      <circle class="aimDot" cx={x} cy={y} r={4.5} />
      <text class="axis strong" x={isLeft ? x - 9 : x + 9} y={y - 8} text-anchor={isLeft ? "end" : "start"}>
        target {formatShare(share)} in {formatSpan(withinMs)}
      </text>
    </g>
  );
}
