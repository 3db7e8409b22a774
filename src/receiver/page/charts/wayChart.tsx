import { scaleBand, scaleLinear } from "d3-scale";
import { Fragment, h, type VNode } from "preact";
import { formatNumber, formatShare } from "../../../insights/words/charts.ts";
import { Chart, cutTo, toLines } from "./chart.tsx";

/** How many have come to a step and all before it, and how many were lost since the one before. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly people: number;
  readonly share: number;
  readonly lost: number;
  /** As `half within 3 min`. */
  readonly note: string;
}

/** Below that, steps stand one under the other. */
const NARROW = 640;
const ROW = 74;

/** The way, a bar a step, with each loss where it happens. */
export const WayChart = ({
  label,
  steps,
}: {
  readonly label: string;
  readonly steps: readonly Step[];
}): VNode => (
  <Chart label={label} height={(width) => (width < NARROW ? steps.length * ROW - 14 : 196)}>
    {(width) => (width < NARROW ? drawRows(steps, width) : drawColumns(steps, width))}
  </Chart>
);

function drawColumns(steps: readonly Step[], width: number): VNode {
  const x = scaleBand<string>()
    .domain(steps.map(({ id }) => id))
    .range([0, width])
    .paddingInner(0.07);
  const y = scaleLinear().domain([0, 1]).range([104, 6]);
  return (
    <Fragment>
      <line class="grid" x1={0} x2={width} y1={104} y2={104} />
      {steps.map(({ id, title, people, share, lost, note }, i) => {
        const left = x(id) ?? 0;
        const lines = toLines(title, x.bandwidth());
        const top = Math.min(102, y(share));
        return (
          <g key={id}>
            <path class={i === 0 ? "fill first" : "fill"} d={roundBar(left, top, x.bandwidth(), 104 - top)} />
            {lost > 0 && <Loss x={left - x.step() * 0.035} y={30} lost={lost} />}
            {lines.map((line, at) => (
              <text key={line} class="name" x={left} y={126 + at * 18}>
                {line}
              </text>
            ))}
            <text class="big" x={left} y={136 + lines.length * 18}>
              {formatNumber(people)}
              <tspan class="small" dx={8}>
                {formatShare(share)}
              </tspan>
            </text>
            <text class="muted" x={left} y={158 + lines.length * 18}>
              {cutTo(note, x.bandwidth(), 6.3)}
            </text>
          </g>
        );
      })}
    </Fragment>
  );
}

function roundBar(x: number, y: number, width: number, height: number): string {
  const r = Math.min(6, height, width / 2);
  return `M${x},${y + height}V${y + r}Q${x},${y} ${x + r},${y}H${x + width - r}Q${x + width},${y} ${x + width},${y + r}V${y + height}Z`;
}

function Loss({ x, y, lost }: { readonly x: number; readonly y: number; readonly lost: number }): VNode {
  const text = `−${formatNumber(lost)}`;
  const width = 20 + text.length * 7.4;
  const left = Math.max(0, x - width / 2);
  return (
    <g class="loss">
      <rect class="pill" x={left} y={y - 11} width={width} height={22} rx={11} />
      <text class="lossText" x={left + width / 2} y={y + 4.5} text-anchor="middle">
        {text}
      </text>
    </g>
  );
}

function drawRows(steps: readonly Step[], width: number): VNode {
  const x = scaleLinear().domain([0, 1]).range([0, width]);
  return (
    <Fragment>
      {steps.map(({ id, title, people, share, lost, note }, i) => {
        const top = i * ROW;
        const figure = `${formatNumber(people)}, ${formatShare(share)}`;
        return (
          <g key={id}>
            <text class="name" x={0} y={top + 15}>
              {cutTo(title, width - figure.length * 8 - 12, 7.6)}
            </text>
            <text class="name" x={width} y={top + 15} text-anchor="end">
              {figure}
            </text>
            <rect class="rail" x={0} y={top + 24} width={width} height={10} rx={5} />
            <rect
              class={i === 0 ? "fill first" : "fill"}
              x={0}
              y={top + 24}
              width={Math.max(3, x(share))}
              height={10}
              rx={5}
            />
            <text class="muted" x={0} y={top + 53}>
              {cutTo(note, width - 90, 6.3)}
            </text>
            {lost > 0 && (
              <text class="lossText" x={width} y={top + 53} text-anchor="end">
                −{formatNumber(lost)} before it
              </text>
            )}
          </g>
        );
      })}
    </Fragment>
  );
}
