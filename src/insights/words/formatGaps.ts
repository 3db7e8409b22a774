import type { AlternativesFigure } from "../figures/effects/alternatives.ts";
import type { GuardFigure } from "../figures/effects/guards.ts";
import type { Verdict } from "../figures/effects/verdict.ts";
import type { Findings, GapFindings } from "../figures/findings.ts";
import type { TargetMet } from "../figures/way/targetMet.ts";
import { drawBar, drawInterval, formatNumber, formatPoints, formatShare, formatSpan } from "./charts.ts";
import { formatDay } from "./formatLists.ts";
import { describeTimesApart } from "./formatTimes.ts";

const BAR = 24;

/** Gaps by customers lost, each with what opened and closed it, and what its bridge did. */
export function formatGaps({ gaps }: Pick<Findings, "gaps">): string[] {
  const all = Object.values(gaps);
  if (all.length === 0) return [];
  const most = Math.max(1, ...all.map(({ lost }) => lost));
  return [
    "",
    "Gaps, by customers lost",
    ...all.flatMap((gap) => ["", ...formatGap(gap, most).map((line) => `  ${line}`)]),
  ];
}

/** The first line is its name with a bar. */
export function formatGap(gap: GapFindings, most: number): string[] {
  const { gap: id, opened, bridged, lost, lostValue, medianMs, openedBy, bridgedAfter, bridgedAlone } = gap;
  const worth = lostValue ? `, worth ${formatNumber(lostValue)}` : "";
  if (opened === 0) return [`${id}: never opened`];
  const ways = openedBy.map(
    ({ by, opened: n, bridged: done }) => `${by} ${formatNumber(n)} (${formatShare(done / n)} crossed)`,
  );
  const after = bridgedAfter.map(({ guide, units }) => `${guide} ${formatNumber(units)}`);
  if (bridgedAlone > 0) after.push(`nothing of it ${formatNumber(bridgedAlone)}`);
  const span = medianMs === null ? "" : `, half of them within ${formatSpan(medianMs)}`;
  return [
    `${id}  ${drawBar(lost / most, BAR).trimEnd()} ${formatNumber(lost)} not across yet${worth}`,
    `  opened for ${formatNumber(opened)}: ${ways.join(", ")}`,
    `  crossed by ${formatNumber(bridged)}${span}${after.length > 0 ? `; after ${after.join(", ")}` : ""}`,
    ...(gap.target ? [`  ${describeTarget(gap.target)}`] : []),
    ...(gap.review ? [`  ${describeReview(gap.review)}`] : []),
    ...formatEffect(gap),
  ];
}

/** What was aimed for, and what it came to. */
export const describeTarget = ({ withinMs, share, reached, isMet }: TargetMet): string =>
  `target ${formatShare(share)} in ${formatSpan(withinMs)} ${isMet ? "met" : "not met"}, ${formatShare(reached)}`;

export const describeReview = ({ at, isPast }: NonNullable<GapFindings["review"]>): string =>
  isPast ? `its review was due on ${formatDay(at)}` : `to be reviewed on ${formatDay(at)}`;

function formatEffect(gap: GapFindings): string[] {
  const { uplift, interval, daily } = gap;
  const [first, ...rest] = describeEffect(gap).map((line) => `  ${line}`);
  if (gap.verdict.kind === "not measured" || uplift === null || !interval) return [first!, ...rest];
  const chart = drawInterval(uplift, interval, 0.4, daily);
  return [first!, ...rest.map((line, i) => (i === 0 ? `  ${chart}${line}` : line))];
}

/** What a gap's bridge did, in lines: the arms, the difference with its verdict, and what else is to be known. */
export function describeEffect(gap: GapFindings): string[] {
  const {
    treated,
    heldOut,
    uplift,
    interval,
    daily,
    verdict,
    mixed,
    tooYoung,
    paused,
    withinMs,
    effectIfOpened,
  } = gap;
  if (verdict.kind === "not measured") {
    return [`effect not measured: ${describeWhyNot(gap)}`];
  }
  const shares = [treated, heldOut].map(({ n, bridged }) =>
    n === 0 ? "nobody" : `${formatShare(bridged / n)} of ${formatNumber(n)}`,
  );
  const left = [
    ...(tooYoung > 0 ? [`${formatNumber(tooYoung)} not followed for so long yet`] : []),
    ...(paused > 0 ? [`${formatNumber(paused)} while it was paused`] : []),
    ...(mixed > 0 ? [`${formatNumber(mixed)} in both arms`] : []),
  ];
  const lines = [
    `within ${formatSpan(withinMs)}: shown ${shares[0]}, held out ${shares[1]}${left.length > 0 ? `; left out ${left.join(", ")}` : ""}`,
  ];
  const difference = uplift !== null && interval ? `${describe(uplift, interval)}: ` : "";
  lines.push(`${difference}${describeVerdict(verdict)}`);
  if (uplift !== null && daily)
    lines.push(`for who looks every day: ${formatPoints(daily[0])} to ${formatPoints(daily[1])}`);
  lines.push(...describeTimesApart(gap.times, ARM_NAMES), ...gap.alternatives.flatMap(describeAlternatives));
  lines.push(...describeArms(gap), ...gap.guards.map(describeGuard));
  if (effectIfOpened.uplift !== null && effectIfOpened.interval)
    lines.push(`of all whose gap opened: ${describe(effectIfOpened.uplift, effectIfOpened.interval)}`);
  return [...lines, ...describeDisagreeing(gap)];
}

/** So many are named; `--json` has them all. */
const MOST_NAMED = 20;

/** Who is not in the arm of their plan, and of whose plan nothing is known. */
function describeDisagreeing({ disagreeing, changed, unknownPlans }: GapFindings): string[] {
  const named = disagreeing
    .slice(0, MOST_NAMED)
    .map(({ unit, arm, drawn }) => `${unit} (${arm}, expected ${drawn})`);
  const others = disagreeing.length - named.length;
  const more = others > 0 ? `, and ${formatNumber(others)} more` : "";
  const unknown = unknownPlans.reduce((sum, { units }) => sum + units, 0);
  const isAsked = unknown > 0 && disagreeing.length + changed > 0;
  return [
    ...(named.length > 0 ? [`not in the arm that the hash gives: ${named.join(", ")}${more}`] : []),
    ...(isAsked
      ? [
          `of ${formatNumber(unknown)} the plan is not known, so that their arms are held against the holdout of now (--was gives former configs)`,
        ]
      : []),
  ];
}

const ARM_NAMES: Readonly<Record<string, string>> = { treated: "shown", held_out: "held out" };

/** The guides of which each unit keeps one, a line each. */
const describeAlternatives = ({ guides, mixed }: AlternativesFigure): string[] => [
  ...guides.map(({ guide, n, bridged, difference, interval }) => {
    const share = n === 0 ? "shown to nobody" : `${formatShare(bridged / n)} of ${formatNumber(n)}`;
    return `one of several, ${guide}: ${share}${difference !== null && interval ? `, ${describe(difference, interval)} to ${guides[0]!.guide}` : ""}`;
  }),
  ...(mixed > 0 ? [`one of several: ${formatNumber(mixed)} were shown more than one, and are left out`] : []),
];

function describeWhyNot({ basis, treated, heldOutUnits }: GapFindings): string {
  if (basis === "replayed") return "the log does not have what pages have shown";
  return treated.n === 0 && heldOutUnits > 0 ? "everybody is held out" : "nobody is held out";
}

/** Whether the arms came to the bridge alike, and where they do not have the sizes that were drawn. */
function describeArms({ triggerRates: { treated, heldOut }, oddStrata }: GapFindings): string[] {
  const rate = ({ opened, triggered }: typeof treated): string =>
    opened === 0 ? "nobody" : `${formatShare(triggered / opened)} of ${formatNumber(opened)}`;
  return [
    `of all whose gap opened, came to the bridge: shown ${rate(treated)}, held out ${rate(heldOut)}`,
    ...oddStrata.map(
      ({ by, name, treated: shown, heldOut: held }) =>
        `with ${by === "browser" ? name : `version ${name}`}: shown ${formatNumber(shown)}, held out ${formatNumber(held)}, not as drawn`,
    ),
  ];
}

function describeGuard({ milestone, treated, heldOut, difference, atWorst, verdict }: GuardFigure): string {
  const [one, other] = [treated, heldOut].map(({ n, has }) =>
    n === 0 ? "nobody" : `${formatShare(has / n)} of ${formatNumber(n)}`,
  );
  const points =
    difference === null || atWorst === null
      ? ""
      : `, ${formatPoints(difference)} points, at worst ${formatPoints(atWorst)}`;
  const said = verdict.kind === "too early" ? `too early${describeWait(verdict)}` : verdict.kind;
  return `protects ${milestone}: shown ${one}, held out ${other}${points}: ${said}`;
}

const describe = (uplift: number, [lower, upper]: readonly [number, number]): string =>
  `${formatPoints(uplift)} points (${formatPoints(lower)} to ${formatPoints(upper)})`;

const BECAUSE = {
  ratio: "the arms do not have the sizes that were drawn",
  mixed: "too many were in both arms",
  arms: "too many are not in the arm that the hash gives",
  changed: "an earlier plan held out another share, and a changed holdout is a new question",
  strata: "the arms do not have the sizes that were drawn in some pages",
  triggers: "of all whose gap opened, the arms did not come to the bridge alike, so no difference is told",
} as const;

/** What takes longer than that is not worth waiting for. */
const MOST_DAYS = 730;

export function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case "too early":
      return `too early${describeWait(verdict)}`;
    case "harms":
      return verdict.suffering
        ? `harms: ${verdict.suffering.join(" and ")} ${verdict.suffering.length > 1 ? "suffer" : "suffers"}`
        : "harms";
    case "unhealthy":
      return `unhealthy, ${verdict.because.map((alarm) => BECAUSE[alarm]).join(" and ")}`;
    case "no difference worth having":
      return verdict.mayHarm ? "no gain worth having, and harm is not ruled out" : verdict.kind;
    default:
      return verdict.kind;
  }
}

function describeWait({
  unitsLeft = null,
  daysLeft,
}: {
  readonly unitsLeft?: number | null;
  readonly daysLeft: number | null;
}): string {
  if (daysLeft === null) return "";
  const days = daysLeft > MOST_DAYS ? "years" : `${formatNumber(daysLeft)} days`;
  return unitsLeft === null
    ? `, ${days} left at this rate`
    : `, ${formatNumber(unitsLeft)} more to judge, ${days} at this rate`;
}
