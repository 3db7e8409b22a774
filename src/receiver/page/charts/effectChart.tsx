import { scaleLinear } from "d3-scale";
import { Fragment, h, type VNode } from "preact";
import { formatPoints, formatShare } from "../../../insights/words/charts.ts";
import { Chart } from "./chart.tsx";

/** A difference of shares with its interval; one that could be nothing looks like nothing. */
export interface Effect {
  readonly uplift: number;
  readonly interval: readonly [number, number];
  /** That of who looks every day, drawn as wings beside the plain one. */
  readonly daily?: readonly [number, number] | null;
  readonly kind: "helps" | "harms" | "nothing";
}

interface Props {
  readonly label: string;
  readonly effect: Effect;
  /** How far to each side the drawing goes, so that several can be compared. */
  readonly reach: number;
}

const HEIGHT = 46;

/** The estimate with its interval on a line on which nothing is in the middle; thin wings where a wider one is known. */
export const EffectChart = ({ label, effect: { uplift, interval, daily, kind }, reach }: Props): VNode => (
  <Chart label={label} height={HEIGHT}>
    {(width) => {
      const x = scaleLinear()
        .domain([-reach, reach])
        .range([16, width - 16])
        .clamp(true);
      const [lower, upper] = interval;
      return (
        <Fragment>
          <line class="grid" x1={16} x2={width - 16} y1={16} y2={16} />
          <line class="zero" x1={x(0)} x2={x(0)} y1={6} y2={26} />
          <g class={`effect ${kind}`}>
            {daily && <line class="wing" x1={x(daily[0])} x2={x(daily[1])} y1={16} y2={16} />}
            {daily?.map((limit) => (
              <line key={limit} class="wing" x1={x(limit)} x2={x(limit)} y1={13} y2={19} />
            ))}
            <line class="reach" x1={x(lower)} x2={x(upper)} y1={16} y2={16} />
            {[lower, upper].map((limit) => (
              <line key={limit} class="reach" x1={x(limit)} x2={x(limit)} y1={11} y2={21} />
            ))}
            <circle class="dot" cx={x(uplift)} cy={16} r={5} />
          </g>
          <text class="axis" x={x(0)} y={42} text-anchor="middle">
            0
          </text>
          {[-reach, reach].map((limit) => (
            <text key={limit} class="axis" x={x(limit)} y={42} text-anchor={limit < 0 ? "start" : "end"}>
              {formatPoints(limit)}
            </text>
          ))}
        </Fragment>
      );
    }}
  </Chart>
);

interface ArmsProps {
  readonly label: string;
  readonly shown: number | null;
  readonly heldOut: number | null;
}

/** Both arms against each other, as bars of shares. */
export const ArmsChart = ({ label, shown, heldOut }: ArmsProps): VNode => (
  <Chart label={label} height={48}>
    {(width) => {
      const x = scaleLinear()
        .domain([0, 1])
        .range([0, Math.max(60, width - 140)]);
      const arms = [
        ["shown", shown],
        ["held out", heldOut],
      ] as const;
      return arms.map(([name, share], i) => (
        <g key={name}>
          <text class="axis" x={0} y={14 + i * 24}>
            {name}
          </text>
          <rect class="rail" x={62} y={5 + i * 24} width={x(1)} height={12} rx={4} />
          {share !== null && (
            <rect
              class={i === 0 ? "fill" : "fill held"}
              x={62}
              y={5 + i * 24}
              width={Math.max(2, x(share))}
              height={12}
              rx={4}
            />
          )}
          <text class="axis strong" x={70 + x(1)} y={15 + i * 24}>
            {share === null ? "nobody" : formatShare(share)}
          </text>
        </g>
      ));
    }}
  </Chart>
);
