import { h, type VNode } from "preact";
import { formatNumber, formatShare } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
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
        ["Segment", "people", "rose to it", "fell to it"],
        ...segments.map(({ segment, people, risen, fallen }) => [
          segment,
          formatNumber(people),
          formatNumber(risen),
          formatNumber(fallen),
        ]),
      ]}
    >
      {rows.length === 0 ? (
        <Empty>The config has no segments. Name a few, from low to high, to see who climbs.</Empty>
      ) : (
        <Bars label="People by segment" rows={rows} />
      )}
    </Card>
  );
}
