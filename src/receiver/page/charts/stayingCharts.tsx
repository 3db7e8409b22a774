import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { Fragment, h, type VNode } from "preact";
import type { MonthFigure } from "../../../insights/figures/staying/churnByMonth.ts";
import type { HabitCohort } from "../../../insights/figures/staying/cohorts.ts";
import { formatShare } from "../../../insights/words/charts.ts";
import { Chart } from "./chart.tsx";

const CELL = 30;
const HEAD = 24;
const LEFT = 118;
/** A cell in which a share stands without its sign. */
const NARROW = 44;

/** Who first had a habit in a month, and how many have it so many days later: the fuller, the more. */
export const CohortChart = ({
  label,
  cohorts,
}: {
  readonly label: string;
  readonly cohorts: readonly HabitCohort[];
}): VNode => (
  <Chart label={label} height={HEAD + cohorts.length * CELL}>
    {(width) => {
      const steps = Math.max(1, ...cohorts.map(({ kept }) => kept.length));
      const x = scaleBand<number>()
        .domain(Array.from({ length: steps }, (_, i) => i))
        .range([LEFT, width])
        .paddingInner(0.06);
      return (
        <Fragment>
          {x.domain().map((i) => (
            <text key={i} class="axis" x={(x(i) ?? 0) + x.bandwidth() / 2} y={14} text-anchor="middle">
              {28 * (i + 1)} d
            </text>
          ))}
          {cohorts.map(({ milestone, month, n, kept }, row) => (
            <g key={`${milestone} ${month}`}>
              <text class="axis strong" x={0} y={HEAD + row * CELL + 19}>
                {month}
              </text>
              <text class="axis" x={LEFT - 10} y={HEAD + row * CELL + 19} text-anchor="end">
                {n}
              </text>
              {kept.map(({ days, share }, i) => (
                <g key={days}>
                  <rect
                    class="rail"
                    x={x(i)}
                    y={HEAD + row * CELL}
                    width={x.bandwidth()}
                    height={CELL - 3}
                    rx={4}
                  />
                  <rect
                    class="cell"
                    x={x(i)}
                    y={HEAD + row * CELL}
                    width={x.bandwidth()}
                    height={CELL - 3}
                    rx={4}
                    opacity={0.5 * share}
                  />
                  <text
                    class="axis strong"
                    x={(x(i) ?? 0) + x.bandwidth() / 2}
                    y={HEAD + row * CELL + 18}
                    text-anchor="middle"
                  >
                    {x.bandwidth() < NARROW ? Math.round(100 * share) : formatShare(share)}
                  </text>
                </g>
              ))}
            </g>
          ))}
        </Fragment>
      );
    }}
  </Chart>
);

const TALL = 240;

/** What a month lost of the revenue at its start, downwards, and what the same accounts paid more, upwards; the line is both. */
export const ChurnChart = ({
  label,
  months,
}: {
  readonly label: string;
  readonly months: readonly MonthFigure[];
}): VNode => (
  <Chart label={label} height={TALL}>
    {(width) => {
      const rows = months.map(({ month, share, interval, revenue }) => ({
        month,
        lost: revenue?.gross ?? share ?? 0,
        limits: revenue?.grossInterval ?? interval,
        won: revenue?.expansion ?? 0,
        net: revenue ? -revenue.net : null,
      }));
      // Early months have few accounts: their limits would make all others flat, and are cut at the edge.
      const most = Math.max(0.04, ...rows.flatMap(({ lost, won }) => [1.4 * lost, 1.4 * won]));
      const x = scaleBand<string>()
        .domain(rows.map(({ month }) => month))
        .range([44, width])
        .paddingInner(0.35)
        .paddingOuter(0.1);
      const y = scaleLinear()
        .domain([-most, most])
        .nice(4)
        .range([TALL - 28, 12])
        .clamp(true);
      const center = (month: string): number => (x(month) ?? 0) + x.bandwidth() / 2;
      const netted = rows.flatMap(({ month, net }) => (net === null ? [] : [{ month, net }]));
      const path = line<(typeof netted)[number]>()
        .x(({ month }) => center(month))
        .y(({ net }) => y(net))(netted);
      const every = Math.ceil(rows.length / Math.max(1, Math.floor(width / 64)));
      return (
        <Fragment>
          {y.ticks(4).map((share) => (
            <g key={share}>
              <line class={share === 0 ? "zero" : "grid"} x1={44} x2={width} y1={y(share)} y2={y(share)} />
              <text class="axis" x={36} y={y(share) + 4} text-anchor="end">
                {formatShare(share)}
              </text>
            </g>
          ))}
          {rows.map(({ month, lost, won, limits }, i) => (
            <g key={month}>
              <rect
                class="fill"
                x={x(month)}
                y={y(won)}
                width={x.bandwidth()}
                height={y(0) - y(won)}
                rx={2}
              />
              <rect
                class="fill loss"
                x={x(month)}
                y={y(0)}
                width={x.bandwidth()}
                height={y(-lost) - y(0)}
                rx={2}
              />
              {limits && (
                <line
                  class="whisker"
                  x1={center(month)}
                  x2={center(month)}
                  y1={y(-limits[0])}
                  y2={y(-limits[1])}
                />
              )}
              {i % every === 0 && (
                <text class="axis" x={center(month)} y={TALL - 8} text-anchor="middle">
                  {month.slice(2)}
                </text>
              )}
            </g>
          ))}
          {path !== null && <path class="net" d={path} />}
          {netted.length > 0 && (
            <text class="axis strong" x={width} y={12} text-anchor="end">
              won above, lost below, line: both
            </text>
          )}
        </Fragment>
      );
    }}
  </Chart>
);
