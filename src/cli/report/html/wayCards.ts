import type { Findings, MilestoneFindings } from "../../../insights/figures/findings.ts";
import type { Funnel } from "../../../insights/figures/way/funnel.ts";
import { formatNumber, formatShare } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { createSay, describeTime, nameGroup } from "../../../insights/words/formatFindings.ts";
import { describeRising } from "../../../insights/words/formatLasting.ts";
import { count } from "../../../insights/words/formatLists.ts";
import { describeTimesApart } from "../../../insights/words/formatTimes.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { drawShare, drawSteps } from "./drawings.ts";
import type { Markup } from "./markup.ts";
import { card, line, note, rows, table } from "./page.ts";

/** How far people come, and how long it takes them. */
export function createWayCards(findings: Findings, plan: Plan): Markup[] {
  const say = createSay(plan);
  const name = (id: string): string => say(plan.milestones.find((one) => one.id === id)?.title, id);
  const whole = (findings.end ?? 0) - (findings.start ?? 0);
  return [
    ...findings.journeys.map((funnel) =>
      createFunnel(
        funnel,
        say(plan.journeys.find(({ id }) => id === funnel.journey)?.title, funnel.journey),
        name,
      ),
    ),
    ...Object.entries(findings.milestones).map(([id, one]) => createTimes(name(id), id, one, whole)),
    ...createLadder(findings),
  ];
}

function createFunnel({ groups }: Funnel, title: string, name: (id: string) => string): Markup {
  const [all, ...segments] = groups as [Funnel["groups"][number], ...Funnel["groups"]];
  const share = (group: Funnel["groups"][number], i: number): number =>
    group.people === 0 ? 0 : group.steps[i]!.throughout / group.people;
  const steps = all.steps.map((step, i) => ({ ...step, i }));
  const shares = table(
    `${title} by ${segments[0]?.outcome === undefined ? "segment" : "chosen outcome"}`,
    ["Milestone", ...segments.map((group) => `${nameGroup(group)} (${formatNumber(group.people)})`)],
    steps.map(({ milestone, i }) => [
      name(milestone),
      ...segments.map((group) => formatShare(share(group, i))),
    ]),
  );
  return card(
    `${title}: ${count(all.people, "user")}`,
    DEFINITIONS.funnel,
    [
      ...rows(steps, ({ milestone, throughout, i }) => {
        const lost = (i === 0 ? all.people : all.steps[i - 1]!.throughout) - throughout;
        const gone = lost === 0 ? "" : `; ${formatNumber(lost)} lost before it`;
        return [
          line(name(milestone), `${count(throughout, "user")}, ${formatShare(share(all, i))}${gone}`),
          drawShare(share(all, i)),
        ];
      }),
      ...(segments.length > 0 ? [shares] : []),
    ],
    "whole",
  );
}

const createTimes = (title: string, id: string, one: MilestoneFindings, whole: number): Markup =>
  card(
    title,
    one.target
      ? "Share by time since the first event; broken lines: the target."
      : "Share by time since the first event.",
    [
      drawSteps(
        one.curve,
        whole,
        one.target ? { ms: one.target.withinMs, share: one.target.share } : undefined,
      ),
      note(`${id}: ${describeTime(one)}`),
      ...describeTimesApart(one.segments).map((words) => note(`By segment, ${words}`)),
    ],
  );

function createLadder({ segments, users }: Findings): Markup[] {
  if (segments.length === 0) return [];
  const list = rows(segments, (rung) => [
    line(
      rung.segment,
      `${count(rung.people, "user")}, ${formatNumber(rung.risen)} rose to it, ${formatNumber(rung.fallen)} fell to it`,
    ),
    drawShare(users === 0 ? 0 : rung.people / users),
    ...describeRising(rung).map(note),
  ]);
  return [card("Segments, from low to high", DEFINITIONS.ladder, list)];
}
