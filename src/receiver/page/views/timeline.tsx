import { Fragment, h, type VNode } from "preact";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import {
  describeAbout,
  describeFirst,
  describeGap,
  describeMilestone,
  describeOwnStanding,
  describePerson,
} from "../../../insights/words/describeAccount.ts";
import { count } from "../../../insights/words/formatLists.ts";
import type { AccountTimeline, UserTimeline } from "../../figures/views/views.ts";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Link } from "../parts/link.tsx";
import { Line, Rows } from "../parts/rows.tsx";
import { Day } from "./day.tsx";
import { Moments } from "./moments.tsx";

/** One person's way, the latest day first, with why they were shown what they saw. */
export function User({ user, account, moments, isCut, around }: UserTimeline): VNode {
  const { place } = useDesk();
  return (
    <Fragment>
      {around && <Day of={user} people={undefined} moments={moments} isCut={isCut} around={around} />}
      <Card title={user} note={account === null ? "of no account" : `of ${account}`}>
        {account !== null && (
          <p>
            <Link to={{ screen: "account", id: account, day: place.day }}>See all people of {account}</Link>
          </p>
        )}
      </Card>
      {!around && <Moments moments={moments} isCut={isCut} />}
    </Fragment>
  );
}

export function Account({ review, moments, isCut, around }: AccountTimeline): VNode {
  const { name } = useDesk();
  return (
    <Fragment>
      {around && (
        <Day
          of={review.account}
          people={review.people.map(({ person }) => person)}
          moments={moments}
          isCut={isCut}
          around={around}
        />
      )}
      <section class="card sentence" aria-label="In one sentence">
        <p>{describeFirst(review)}</p>
        <p class="note">{describeAbout(review)}</p>
      </section>
      {!around && <Moments moments={moments} isCut={isCut} />}
      <div class="pair ragged">
        <Card
          title="Where they stand"
          width="half"
          about={{
            definition: DEFINITIONS.standing,
            counted: count(review.people.length, "person", "people"),
          }}
        >
          <Rows
            all={review.standings}
            empty="It is on no journey."
            getKey={({ journey, person }) => `${journey} ${person}`}
          >
            {(one) => <p>{describeOwnStanding(one, name)}</p>}
          </Rows>
        </Card>
        <Card
          title="Milestones"
          width="half"
          cells={[
            ["Milestone", "how far"],
            ...review.milestones.map((one) => [name(one.milestone), describeMilestone(one)]),
          ]}
        >
          <Rows
            all={review.milestones}
            empty="The config has no milestones."
            getKey={({ milestone }) => milestone}
          >
            {(one) => <Line name={name(one.milestone)}>{describeMilestone(one)}</Line>}
          </Rows>
        </Card>
        <Card
          title="People"
          width="half"
          cells={[
            ["Person", "how they get on"],
            ...review.people.map((one) => [one.person, describePerson(one)]),
          ]}
        >
          <Rows all={review.people} empty="Nobody is known of it." getKey={({ person }) => person}>
            {(one) => (
              <Line name={<Link to={{ screen: "user", id: one.person }}>{one.person}</Link>}>
                {describePerson(one)}
              </Line>
            )}
          </Rows>
        </Card>
        <Card
          title="Gaps"
          width="half"
          cells={[["Gap", "what happened"], ...review.gaps.map((one) => [one.gap, describeGap(one)])]}
        >
          <Rows all={review.gaps} empty="No gap has opened." getKey={({ gap }) => gap}>
            {(one) => <Line name={one.gap}>{describeGap(one)}</Line>}
          </Rows>
        </Card>
      </div>
    </Fragment>
  );
}
