import { scaleLinear, scaleSqrt } from "d3-scale";
import { h, type VNode } from "preact";
import { formatNumber } from "../../../insights/words/charts.ts";
import { Chart, cutTo } from "./chart.tsx";

export interface BarRow {
  readonly name: string;
  readonly value: number;
  /** What stands at its end. */
  readonly said: string;
  readonly kind?: "loss" | "calm";
  /** Beside the bar, as `8 rose to it`. */
  readonly note?: string;
}

const ROW = 52;

/** Named values, one under the other, each against the largest. */
export const Bars = ({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly BarRow[];
}): VNode => (
  <Chart label={label} height={rows.length * ROW}>
    {(width) => {
      const x = scaleLinear()
        .domain([0, Math.max(1e-9, ...rows.map(({ value }) => value))])
        .range([0, width]);
      return rows.map(({ name, value, said, kind = "calm", note }, i) => (
        <g key={name}>
          <text class="name" x={0} y={i * ROW + 15}>
            {cutTo(name, width - said.length * 7.2 - 12, 7.4)}
          </text>
          <text class="axis strong" x={width} y={i * ROW + 15} text-anchor="end">
            {said}
          </text>
          <rect class="rail" x={0} y={i * ROW + 22} width={width} height={8} rx={4} />
          <rect
            class={`fill ${kind}`}
            x={0}
            y={i * ROW + 22}
            width={value > 0 ? Math.max(3, x(value)) : 0}
            height={8}
            rx={4}
          />
          {note !== undefined && (
            <text class="muted" x={0} y={i * ROW + 46}>
              {cutTo(note, width, 6.3)}
            </text>
          )}
        </g>
      ));
    }}
  </Chart>
);

export interface Spot {
  readonly page: string;
  readonly times: number;
  readonly people: number;
}

/** Pages as a map: as large as the people who had friction there, by how often it came to each of them. */
export const PageMap = ({
  label,
  spots,
}: {
  readonly label: string;
  readonly spots: readonly Spot[];
}): VNode => (
  <Chart label={label} height={(width) => (width < 520 ? 300 : 250)}>
    {(width, height) => {
      const most = Math.max(1, ...spots.map(({ people }) => people));
      const often = Math.max(1.5, ...spots.map(({ times, people }) => times / Math.max(1, people)));
      const x = scaleSqrt()
        .domain([0, most])
        .range([24, width - 28]);
      const y = scaleLinear()
        .domain([1, often])
        .range([height - 46, 30])
        .clamp(true);
      const r = scaleSqrt().domain([0, most]).range([3, 22]);
      const placed = placeLabels(
        spots.map((spot) => ({ spot, x: x(spot.people), y: y(spot.times / Math.max(1, spot.people)) })),
      );
      return [
        <line key="x" class="grid" x1={8} x2={width} y1={height - 24} y2={height - 24} />,
        <text key="xs" class="axis" x={width} y={height - 6} text-anchor="end">
          more people →
        </text>,
        <text key="ys" class="axis" x={8} y={14}>
          ↑ more often for each
        </text>,
        ...placed.map(({ spot, x: left, y: top, labelY }) => (
          <g key={spot.page}>
            <circle class="spot" cx={left} cy={top} r={r(spot.people)} />
            <text
              class="axis strong"
              x={left > width / 2 ? left - r(spot.people) - 5 : left + r(spot.people) + 5}
              y={labelY + 4}
              text-anchor={left > width / 2 ? "end" : "start"}
            >
              {cutTo(`${spot.page} ${formatNumber(spot.people)}`, width / 2, 6.6)}
            </text>
          </g>
        )),
      ];
    }}
  </Chart>
);

interface Placed {
  readonly spot: Spot;
  readonly x: number;
  readonly y: number;
  readonly labelY: number;
}

/** Labels keep a line's height between them where their spots stand side by side. */
function placeLabels(all: ReadonlyArray<Omit<Placed, "labelY">>): Placed[] {
  let last = Number.NEGATIVE_INFINITY;
  return all
    .toSorted((a, b) => a.y - b.y)
    .map((one) => {
      const labelY = Math.max(one.y, last + 15);
      last = labelY;
      return { ...one, labelY };
    });
}
