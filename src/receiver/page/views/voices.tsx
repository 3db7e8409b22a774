import { Fragment, h, type VNode } from "preact";
import { mayPublish } from "../../../insights/figures/accounts/stories.ts";
import { formatNumber } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { describeTimes } from "../../../insights/words/formatHealth.ts";
import { countPeople } from "../../../insights/words/formatLists.ts";
import {
  describeDoc,
  describeLead,
  describeScore,
  describeTeller,
  nameQuestion,
} from "../../../insights/words/formatVoices.ts";
import { getStoryCells } from "../../../insights/words/storyCells.ts";
import type { Views } from "../../figures/views/views.ts";
import { Card } from "../parts/card.tsx";
import { Line, Rows } from "../parts/rows.tsx";

/** What people say, look for and ask for. */
export function Voices({ voices: { scores, stories, help }, leads, users }: Views["voices"]): VNode {
  const open = stories.filter(mayPublish);
  const of = `those who answered, of ${countPeople(users)}`;
  return (
    <div class="pair">
      <Card
        title="Scores"
        width="half"
        about={{ definition: DEFINITIONS.scores, counted: of }}
        cells={[["Question", "score"], ...scores.map((one) => [nameQuestion(one), describeScore(one)])]}
      >
        <Rows all={scores} empty="No survey has been answered yet." getKey={nameQuestion}>
          {(one) => <Line name={nameQuestion(one)}>{describeScore(one)}</Line>}
        </Rows>
      </Card>
      <Card
        title="Leads"
        width="half"
        about={{ definition: DEFINITIONS.leads, counted: "people handed on" }}
        cells={[["Lead", "what became of it"], ...leads.map((one) => [one.lead, describeLead(one)])]}
      >
        <Rows all={leads} empty="Nobody has been handed on yet." getKey={({ lead }) => lead}>
          {(one) => <Line name={one.lead}>{describeLead(one)}</Line>}
        </Rows>
      </Card>
      <Card
        title="Stories"
        about={{ definition: DEFINITIONS.stories, counted: formatNumber(stories.length) }}
        note={
          stories.length > 0
            ? `others may read ${formatNumber(open.length)} of them: CSV has these`
            : undefined
        }
        cells={[["Words", "who"], ...stories.map((one) => [one.words, describeTeller(one)])]}
        file={getStoryCells(open)}
      >
        <Rows
          all={stories}
          empty="Nobody has told a story yet. A survey with a story question asks for one."
          getKey={({ person, at, words }) => `${person} ${at} ${words}`}
        >
          {(one) => (
            <Fragment>
              <blockquote>{one.words}</blockquote>
              <p class="note">{describeTeller(one)}</p>
            </Fragment>
          )}
        </Rows>
      </Card>
      <Card
        title={`Searches without a hit: ${formatNumber(help.withoutHit)} of ${formatNumber(help.searches)}`}
        width="half"
        about={{ definition: DEFINITIONS.searches, counted: `${formatNumber(help.searches)} searches` }}
        cells={[
          ["Looked for", "by"],
          ...help.missing.map(({ query, ...one }) => [query, describeTimes(one)]),
        ]}
      >
        <Rows
          all={help.missing}
          empty="Nobody has looked for anything in vain."
          getKey={({ query }) => query}
        >
          {({ query, ...one }) => <Line name={query}>{describeTimes(one)}</Line>}
        </Rows>
      </Card>
      <Card
        title="Was this helpful?"
        width="half"
        about={{ definition: DEFINITIONS.helpful, counted: "one answer a person" }}
        cells={[["Doc", "answers"], ...help.docs.map((one) => [one.doc, describeDoc(one)])]}
      >
        <Rows all={help.docs} empty="Nobody has been asked yet." getKey={({ doc }) => doc}>
          {(one) => <Line name={one.doc}>{describeDoc(one)}</Line>}
        </Rows>
      </Card>
    </div>
  );
}
