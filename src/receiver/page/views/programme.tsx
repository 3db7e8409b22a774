import { Fragment, h, type VNode } from "preact";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeSeason, describeWorth, nameSeason } from "../../../insights/words/formatProgramme.ts";
import type { Views } from "../../figures/views/views.ts";
import { EffectChart } from "../charts/effectChart.tsx";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Line } from "../parts/rows.tsx";
import { Empty } from "../parts/states.tsx";
import { getReach } from "./gap.tsx";

/** What the whole programme is worth. */
export function Programme({ programme }: Views["programme"]): VNode {
  const reach = getReach(programme.flatMap(({ milestones }) => milestones));
  const { name } = useDesk();
  if (programme.length === 0)
    return (
      <Card title="The whole programme">
        <Empty>
          Nobody is held out of the whole programme. With a holdout at the root of the config it is told what
          all guides are worth together.
        </Empty>
      </Card>
    );
  return (
    <Fragment>
      {programme.toReversed().map((season) => (
        <Card
          key={season.start}
          title={nameSeason(season)}
          note={describeSeason(season)}
          about={{ definition: DEFINITIONS.programme, counted: "all customers of the season" }}
          cells={[
            ["Milestone", "worth"],
            ...season.milestones.map((one) => [name(one.milestone), describeWorth(one)]),
          ]}
        >
          {season.milestones.map((one) => (
            <div key={one.milestone}>
              <Line name={name(one.milestone)}>{describeWorth(one)}</Line>
              {one.uplift !== null && one.interval && (
                <EffectChart
                  label={describeWorth(one)}
                  reach={reach}
                  effect={{
                    uplift: one.uplift,
                    interval: one.interval,
                    kind:
                      season.status !== "final" || (one.interval[0] <= 0 && one.interval[1] >= 0)
                        ? "nothing"
                        : one.uplift > 0
                          ? "helps"
                          : "harms",
                  }}
                />
              )}
            </div>
          ))}
        </Card>
      ))}
    </Fragment>
  );
}
