import { Fragment, h, type VNode } from "preact";
import { formatNumber, formatShare } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeRising } from "../../../insights/words/formatLasting.ts";
import { countPeople } from "../../../insights/words/formatLists.ts";
import type { Views } from "../../figures/views/views.ts";
import { Bars } from "../charts/bars.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/states.tsx";

/** Who is on which rung, and who has moved. */
export function Ladder({ segments, users }: Views["ladder"]): VNode {
  const rows = segments.toReversed().map(({ segment, people, risen, fallen }) => ({
    name: segment,
    value: people,
    said: `${countPeople(people)}, ${formatShare(users === 0 ? 0 : people / users)}`,
    note: `↑ ${formatNumber(risen)} rose to it   ↓ ${formatNumber(fallen)} fell to it`,
  }));
  return (
    <Card
      title="The ladder, from high to low"
      about={{ definition: DEFINITIONS.ladder, counted: countPeople(users) }}
      cells={[
        ["Segment", "people", "rose to it", "fell to it", "expected higher in 28 d", "worth"],
        ...segments.map(({ segment, people, risen, fallen, rising }) => [
          segment,
          formatNumber(people),
          formatNumber(risen),
          formatNumber(fallen),
          rising ? formatNumber(Math.round(rising.expected)) : "",
          rising?.expectedValue != null ? formatNumber(Math.round(rising.expectedValue)) : "",
        ]),
      ]}
    >
      {rows.length === 0 ? (
        <Empty>The config has no segments. Name a few, from low to high, to see who climbs.</Empty>
      ) : (
        <Fragment>
          <Bars label="People by segment" rows={rows} />
          {segments.toReversed().flatMap((rung) =>
            describeRising(rung).map((words) => (
              <p key={rung.segment} class="note">
                {rung.segment}: {words}
              </p>
            )),
          )}
        </Fragment>
      )}
    </Card>
  );
}
