import { Fragment, h, type VNode } from "preact";
import type { GapFindings } from "../../../insights/figures/findings.ts";
import { formatNumber, formatShare, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { formatDay } from "../../../insights/words/formatLists.ts";
import { describeTargets } from "../../../insights/words/formatOwners.ts";
import { formatRange } from "../../../insights/words/formatRange.ts";
import { describeCounts } from "../../../insights/words/formatStandings.ts";
import { createNextStep, createPhrases } from "../../../insights/words/headline.ts";
import type { Views } from "../../figures/views/views.ts";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Link } from "../parts/link.tsx";
import { Line, Rows } from "../parts/rows.tsx";
import { Wait } from "../parts/states.tsx";
import { getUrgency, TargetTag } from "../parts/targetTag.tsx";
import { GapList } from "./gap.tsx";
import { Time } from "./time.tsx";
import { Way } from "./way.tsx";

/** What to know on a Monday: the sentence, the way, how long it takes, and the gaps. */
export function Today(): VNode {
  const { figures, place, retry } = useDesk();
  return (
    <Wait known={figures.getView("summary", place)} onRetry={retry}>
      {(summary) => (
        <Fragment>
          <Sentence summary={summary} />
          <Wait known={figures.getView("time", place)} onRetry={retry}>
            {(time) => <Below summary={summary} time={time} />}
          </Wait>
        </Fragment>
      )}
    </Wait>
  );
}

function Sentence({ summary }: { readonly summary: Views["summary"] }): VNode {
  const { plan, place } = useDesk();
  const { text, gap } = createNextStep(summary, plan);
  return (
    <section class="card sentence" data-guide="sentence" aria-label="In one sentence">
      <p aria-live="polite">
        {createPhrases(summary, plan).map(({ text: words, kind }) =>
          kind === undefined ? (
            words
          ) : (
            <strong key={words} class={kind === "loss" ? "loss" : ""}>
              {words}
            </strong>
          ),
        )}
      </p>
      {summary.owners
        .filter(({ owner }) => owner === place.owner)
        .map((one) => (
          <p key={one.owner}>{describeTargets(one)}</p>
        ))}
      <p class="next">
        <span class="tag">Next</span> {text}{" "}
        {gap !== undefined && <Link to={{ screen: "gaps", id: gap }}>See {gap}</Link>}
      </p>
    </section>
  );
}

function Below({
  summary,
  time,
}: {
  readonly summary: Views["summary"];
  readonly time: Views["time"];
}): VNode {
  const { figures, place, plan, retry } = useDesk();
  const gaps = Object.values(summary.gaps);
  const to =
    plan.gaps.find(({ id }) => id === gaps.find(({ lost }) => lost > 0)?.gap)?.to ?? plan.milestones[0]?.id;
  const times = to === undefined ? undefined : time.milestones[to];
  return (
    <Fragment>
      <Wait known={figures.getView("way", place)} onRetry={retry}>
        {({ journeys }) =>
          journeys
            .filter(({ journey }) => place.journey === "" || journey === place.journey)
            .map((funnel) => <Way key={funnel.journey} funnel={funnel} times={time.milestones} />)
        }
      </Wait>
      <div class="pair ragged">
        <div class="stack">
          {times && <Time id={to!} times={times} wholeMs={(time.end ?? 0) - (time.start ?? 0)} />}
          <Targets milestones={time.milestones} gaps={gaps} />
        </div>
        <Card
          title="Gaps, by customers lost"
          width="half"
          about={{
            definition: `${DEFINITIONS.lost} ${DEFINITIONS.effect}`,
            counted: "all for whom a gap has opened",
          }}
          cells={[
            ["Gap", "opened", "lost", "verdict"],
            ...gaps.map(({ gap, opened, lost, verdict }) => [
              gap,
              formatNumber(opened),
              formatNumber(lost),
              verdict.kind,
            ]),
          ]}
        >
          <GapList gaps={gaps.slice(0, 6)} />
          <p>
            <Link to={{ screen: "gaps" }}>All gaps, and their arms</Link>
          </p>
        </Card>
      </div>
      <AtRisk standings={summary.standings} />
    </Fragment>
  );
}

interface TargetsProps extends Pick<Views["time"], "milestones"> {
  readonly gaps: readonly GapFindings[];
}

/** Which milestones and gaps are behind their target, those first. */
function Targets({ milestones, gaps }: TargetsProps): VNode {
  const { name, index } = useDesk();
  const all = [
    ...Object.entries(milestones).map(([id, { target }]) => ({ id, title: name(id), target })),
    ...gaps.map(({ gap, target }) => ({ id: `gap ${gap}`, title: gap, target })),
  ]
    .flatMap(({ target, ...one }) => (target ? [{ ...one, target }] : []))
    .toSorted((a, b) => getUrgency(a.target, index) - getUrgency(b.target, index));
  return (
    <Card
      title="Targets"
      width="half"
      about={{ definition: DEFINITIONS.targets, counted: "all who were on the way to each" }}
      cells={[
        ["Milestone or gap", "target", "within", "have", "95 %"],
        ...all.map(({ title, target: { share, withinMs, reached, interval } }) => [
          title,
          formatShare(share),
          formatSpan(withinMs),
          formatShare(reached),
          interval ? formatRange(interval) : "",
        ]),
      ]}
    >
      <Rows
        all={all}
        empty="Nothing has a target. Give one to the milestone that matters most."
        getKey={({ id }) => id}
      >
        {({ title, target }) => (
          <Line name={title}>
            <TargetTag target={target} /> {formatShare(target.reached)} in {formatSpan(target.withinMs)},
            target {formatShare(target.share)}
          </Line>
        )}
      </Rows>
    </Card>
  );
}

/** Who is about to be lost. */
function AtRisk({ standings }: Pick<Views["summary"], "standings">): VNode {
  const { name, place } = useDesk();
  const [first] = standings.filter(({ journey }) => place.journey === "" || journey === place.journey);
  if (!first) return <Fragment />;
  return (
    <Card
      title="Who is about to be lost"
      note={`${first.of} on ${name(first.journey)}: ${describeCounts(first)}`}
      about={{ definition: DEFINITIONS.standing, counted: `${first.of} on ${name(first.journey)}` }}
      cells={[
        ["Account", "is", "since", "waits for", "worth"],
        ...first.accounts.map(({ account, is, since, waitsFor, value }) => [
          account,
          is,
          since === null ? "" : formatDay(since),
          waitsFor ?? "",
          value === null ? "" : formatNumber(value),
        ]),
      ]}
    >
      <Rows
        all={first.accounts.slice(0, 5)}
        empty="No account: in each that is known somebody gets on."
        getKey={({ account }) => account}
      >
        {({ account, is, since, waitsFor, value }) => (
          <Line name={<Link to={{ screen: "account", id: account }}>{account}</Link>}>
            <span class={`tag ${is}`}>{is}</span> {since === null ? "" : `since ${formatDay(since)}`}
            {waitsFor === null ? "" : `, waits for ${name(waitsFor)}`}
            {value === null ? "" : `, worth ${formatNumber(value)}`}
          </Line>
        )}
      </Rows>
      <p>
        <Link to={{ screen: "accounts" }}>All accounts</Link>
      </p>
    </Card>
  );
}
