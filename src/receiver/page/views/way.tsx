import { h, type VNode } from "preact";
import type { MilestoneFindings } from "../../../insights/figures/findings.ts";
import type { Funnel } from "../../../insights/figures/way/funnel.ts";
import { formatNumber, formatShare, formatSpan } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { nameGroup } from "../../../insights/words/formatFindings.ts";
import { countPeople } from "../../../insights/words/formatLists.ts";
import { type Step, WayChart } from "../charts/wayChart.tsx";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/states.tsx";

interface Props {
  readonly funnel: Funnel;
  readonly times: Readonly<Record<string, MilestoneFindings>>;
}

/** How far the people of a journey have come, and where they were lost. */
export function Way({ funnel: { journey, groups }, times }: Props): VNode {
  const { name, place } = useDesk();
  const shown = groups.find((one) => place.segment !== "" && one.segment === place.segment) ?? groups[0];
  const title = `The way: ${name(journey)}`;
  if (!shown || shown.people === 0)
    return (
      <Card title={title}>
        <Empty>Nobody is on this journey yet. Whoever comes to it is counted here at once.</Empty>
      </Card>
    );
  const steps = shown.steps.map(({ milestone, throughout }, i): Step => {
    const before = i === 0 ? shown.people : shown.steps[i - 1]!.throughout;
    const share = throughout / shown.people;
    const note = describeTime(times[milestone]);
    return {
      id: milestone,
      title: name(milestone),
      people: throughout,
      share,
      lost: before - throughout,
      note,
    };
  });
  const others = groups.filter((group) => nameGroup(group) !== "");
  const cells = [
    [
      "Milestone",
      "people",
      "share",
      "lost before it",
      ...others.map((group) => `${nameGroup(group)} (${formatNumber(group.people)})`),
    ],
    ...steps.map(({ title: step, people, share, lost }, i) => [
      step,
      formatNumber(people),
      formatShare(share),
      formatNumber(lost),
      ...others.map((group) =>
        formatShare(group.people === 0 ? 0 : group.steps[i]!.throughout / group.people),
      ),
    ]),
  ];
  return (
    <Card
      title={title}
      note={`${countPeople(shown.people)} on it now${nameGroup(shown) === "" ? "" : ` in ${nameGroup(shown)}`}`}
      about={{ definition: DEFINITIONS.funnel, counted: countPeople(shown.people) }}
      cells={cells}
    >
      <WayChart
        label={`${title}. ${steps.map(({ title: step, people }) => `${step}: ${people}`).join(", ")}`}
        steps={steps}
      />
    </Card>
  );
}

function describeTime(times: MilestoneFindings | undefined): string {
  // It is another owner's than the one that is asked for.
  if (!times) return "";
  if (times.reached === 0) return "nobody yet";
  const half = times.medianMs === null ? "half: not yet" : `half within ${formatSpan(times.medianMs)}`;
  const { target } = times;
  if (!target) return half;
  return `${formatShare(target.reached)} in ${formatSpan(target.withinMs)}, target ${formatShare(target.share)}`;
}
