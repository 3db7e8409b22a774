import { h, type VNode } from "preact";
import type { MilestoneFindings } from "../../../insights/figures/findings.ts";
import { formatNumber, formatShare, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeTime } from "../../../insights/words/formatFindings.ts";
import { formatRange } from "../../../insights/words/formatRange.ts";
import { CurveChart } from "../charts/curveChart.tsx";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/states.tsx";

interface Props {
  readonly id: string;
  readonly times: MilestoneFindings;
  readonly wholeMs: number;
}

/** How long it takes to a milestone. */
export function Time({ id, times, wholeMs }: Props): VNode {
  const { name } = useDesk();
  const { n, reached, target, onTheWay, band, curve } = times;
  const waiting = onTheWay.reduce((sum, [, units]) => sum + units, 0);
  const title = `How long to: ${name(id)}`;
  const getShare = (ms: number): number => curve.findLast(([at]) => at <= ms)?.[1] ?? 0;
  const cells = [
    ["Time", "share", "95 %"],
    ...band.map(([ms, lower, upper]) => [
      formatSpan(ms),
      formatShare(getShare(ms)),
      `${formatShare(lower)} to ${formatShare(upper)}`,
    ]),
  ];
  return (
    <Card
      title={title}
      width="half"
      cells={cells}
      about={{
        definition: DEFINITIONS.time,
        counted: `${formatNumber(n)}, of whom ${formatNumber(reached)} are there and ${formatNumber(waiting)} on the way`,
      }}
    >
      {n === 0 ? (
        <Empty>Nobody is counted yet.</Empty>
      ) : (
        <CurveChart label={`${title}: ${describeTime(times)}`} times={times} wholeMs={wholeMs} />
      )}
      <p class="note">
        {describeTime(times)}
        {target?.interval ? ` (95 %: ${formatRange(target.interval)})` : ""}. Band: 95 %. Ticks:{" "}
        {formatNumber(waiting)} still on the way.
      </p>
    </Card>
  );
}
