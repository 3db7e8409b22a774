import { Fragment, h, type VNode } from "preact";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeOwned, describeOwnedGap } from "../../../insights/words/formatOwners.ts";
import type { Views } from "../../figures/views/views.ts";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { OwnerLink } from "../parts/ownerLink.tsx";
import { Line } from "../parts/rows.tsx";
import { Empty } from "../parts/states.tsx";
import { TargetTag } from "../parts/targetTag.tsx";

/** Which milestones are behind their target, by who answers for them. */
export function Owners({ owners, gaps }: Views["owners"]): VNode {
  const { name, place } = useDesk();
  if (owners.length === 0)
    return (
      <Card title="Owners">
        <Empty>No outcome has an owner. Name one in the config, and what is theirs stands here.</Empty>
      </Card>
    );
  return (
    <Fragment>
      {owners.map(({ owner, outcomes, milestones, gaps: own }) => (
        <Card
          key={owner}
          title={owner}
          note={outcomes.join(", ")}
          about={{ definition: DEFINITIONS.owners, counted: "all people, or accounts, of each milestone" }}
          cells={[
            ["What", "how it is"],
            ...milestones.map((one) => [name(one.milestone), describeOwned(one)]),
            ...own.map((one) => [one.gap, describeOwnedGap(one, gaps[one.gap]!)]),
          ]}
        >
          <ul class="rows">
            {milestones.map((one) => (
              <li key={one.milestone}>
                <Line name={name(one.milestone)}>
                  {one.target && <TargetTag target={one.target} />} {describeOwned(one)}
                </Line>
              </li>
            ))}
            {own.map((one) => (
              <li key={one.gap}>
                <Line name={one.gap}>
                  {one.target && <TargetTag target={one.target} />} {describeOwnedGap(one, gaps[one.gap]!)}
                </Line>
              </li>
            ))}
          </ul>
          {place.link === "" && <OwnerLink owner={owner} />}
        </Card>
      ))}
    </Fragment>
  );
}
