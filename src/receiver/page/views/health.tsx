import { Fragment, h, type VNode } from "preact";
import { formatNumber, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeFriction, describeTimes, namePage } from "../../../insights/words/formatHealth.ts";
import { countPeople } from "../../../insights/words/formatLists.ts";
import type { Views } from "../../figures/views/views.ts";
import { Bars, PageMap } from "../charts/bars.tsx";
import { Card } from "../parts/card.tsx";
import { Line, Rows } from "../parts/rows.tsx";
import { Empty } from "../parts/states.tsx";
import { DeadLetters } from "./deadLetters.tsx";

/** Where pages are in the way, and whether Milepost is well in them. */
export function Health({ friction, health }: Views["health"]): VNode {
  const { versions, errors, overMs } = health;
  const spots = friction.slice(0, 12).map(({ page, times, signals }) => ({
    page: namePage(page),
    times,
    people: Math.max(0, ...signals.map(({ people }) => people)),
  }));
  return (
    <Fragment>
      <DeadLetters />
      <Card
        title="Friction, by page"
        about={{ definition: DEFINITIONS.friction, counted: "people with a signal there" }}
        cells={[["Page", "signals"], ...friction.map((one) => [namePage(one.page), describeFriction(one)])]}
      >
        {spots.length === 0 ? (
          <Empty>No page was in the way of anybody. A condition on a signal makes pages report them.</Empty>
        ) : (
          <PageMap label="Pages by people with friction, and how often for each" spots={spots} />
        )}
        <Rows all={friction} empty="" getKey={({ page }) => page}>
          {(one) => <Line name={namePage(one.page)}>{describeFriction(one)}</Line>}
        </Rows>
      </Card>
      <div class="pair">
        <Card
          title="Versions of Milepost"
          width="half"
          about={{
            definition: `Of people who were there in the last ${formatSpan(overMs)}, by what their page ran last.`,
            counted: countPeople(versions.reduce((sum, { people }) => sum + people, 0)),
          }}
          cells={[
            ["Version", "people"],
            ...versions.map(({ version, people }) => [version, formatNumber(people)]),
          ]}
        >
          {versions.length === 0 ? (
            <Empty>No page has said what it runs.</Empty>
          ) : (
            <Bars
              label="People by version"
              rows={versions.map(({ version, people }) => ({
                name: version,
                value: people,
                said: countPeople(people),
              }))}
            />
          )}
        </Card>
        <Card
          title="Errors"
          width="half"
          about={{ definition: DEFINITIONS.errors, counted: "people whose page told of one" }}
          cells={[["Code", "times"], ...errors.map(({ code, ...one }) => [code, describeTimes(one)])]}
        >
          <Rows all={errors} empty="No page has told of an error." getKey={({ code }) => code}>
            {({ code, ...one }) => <Line name={code}>{describeTimes(one)}</Line>}
          </Rows>
        </Card>
        <Guides health={health} />
      </div>
    </Fragment>
  );
}

/** Which of them do not come to people, or only to be sent away. */
function Guides({ health }: Pick<Views["health"], "health">): VNode {
  const { missing, neverShown, alwaysDismissed } = health;
  return (
    <Fragment>
      <Card
        title="Targets missing"
        width="half"
        about={{ definition: DEFINITIONS.missing, counted: "people who saw nothing because of it" }}
        cells={[
          ["Guide", "page", "times"],
          ...missing.map(({ guide, page, ...one }) => [guide, namePage(page), describeTimes(one)]),
        ]}
      >
        <Rows
          all={missing}
          empty="Each guide has found its target."
          getKey={({ guide, page }) => `${guide} ${page}`}
        >
          {({ guide, page, ...one }) => (
            <Line name={`${guide} on ${namePage(page)}`}>{describeTimes(one)}</Line>
          )}
        </Rows>
      </Card>
      <Card
        title="Guides that nobody has been shown"
        width="half"
        about={{ definition: DEFINITIONS.neverShown, counted: "all guides" }}
      >
        <Rows all={neverShown} empty="Each guide has been shown to somebody." getKey={(guide) => guide}>
          {(guide) => <Line name={guide} />}
        </Rows>
      </Card>
      <Card
        title="Guides that everybody has dismissed"
        width="half"
        about={{ definition: DEFINITIONS.alwaysDismissed, counted: "people who have ended them" }}
        cells={[
          ["Guide", "times"],
          ...alwaysDismissed.map(({ guide, ...one }) => [guide, describeTimes(one)]),
        ]}
      >
        <Rows
          all={alwaysDismissed}
          empty="No guide has been dismissed by everybody since the last release."
          getKey={({ guide }) => guide}
        >
          {({ guide, ...one }) => <Line name={guide}>{describeTimes(one)}</Line>}
        </Rows>
      </Card>
    </Fragment>
  );
}
