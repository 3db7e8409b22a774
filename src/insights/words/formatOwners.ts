import type { OwnedGap, OwnedMilestone, OwnerFigure } from "../figures/accounts/owners.ts";
import type { Findings, GapFindings } from "../figures/findings.ts";
import type { TargetMet } from "../figures/way/targetMet.ts";
import { formatNumber } from "./charts.ts";
import { describeTarget, describeVerdict, formatGap } from "./formatGaps.ts";
import { clean, count } from "./formatLists.ts";

/** What one owner answers for, with all that is known of their gaps. */
export interface OwnerReport extends OwnerFigure {
  /** By gap. */
  readonly findings: Readonly<Record<string, GapFindings>>;
}

/** `undefined` where no outcome names them. */
export function getOwnerReport({ owners, gaps }: Findings, name: string): OwnerReport | undefined {
  const owner = owners.find((one) => one.owner === name);
  if (!owner) return undefined;
  const findings = Object.fromEntries(owner.gaps.map(({ gap }) => [gap, gaps[gap]!]));
  return { ...owner, findings };
}

/** By owner: what is theirs, against its target, and since last week. */
export const formatOwners = ({ owners, gaps }: Findings): string[] =>
  owners.flatMap((owner) => [
    "",
    `${owner.owner}: ${owner.outcomes.join(", ")}`,
    ...owner.milestones.map((one) => `  ${one.milestone}: ${describeOwned(one)}`),
    ...owner.gaps.map((one) => `  ${one.gap}: ${describeOwnedGap(one, gaps[one.gap]!)}`),
  ]);

/** One owner's report as text. */
export function formatOwner({ owner, outcomes, milestones, gaps, findings }: OwnerReport): string {
  const most = Math.max(1, ...gaps.map(({ lost }) => lost));
  return [
    `${owner}: ${outcomes.join(", ")}`,
    "",
    "Milestones",
    ...milestones.map((one) => `  ${one.milestone}: ${describeOwned(one)}`),
    ...gaps.flatMap((one) => [
      "",
      `${one.gap}: ${describeOwnedGap(one, findings[one.gap]!)}`,
      ...formatGap(findings[one.gap]!, most)
        .slice(1)
        .map((line) => `  ${line.trimEnd()}`),
    ]),
  ]
    .map(clean)
    .join("\n");
}

/** How many of an owner's targets are behind. */
export function describeTargets({ owner, milestones, gaps }: OwnerFigure): string {
  const targets = [...milestones, ...gaps].flatMap(({ target }) => target ?? []);
  const behind = targets.filter(({ isMet }) => !isMet);
  return targets.length === 0
    ? `${owner} has no target.`
    : `Of ${count(targets.length, "target")} of ${owner}, ${behind.length === 0 ? "none is" : behind.length === 1 ? "1 is" : `${formatNumber(behind.length)} are`} not met.`;
}

export function describeOwned({ n, reached, reachedLately, target, targetBefore }: OwnedMilestone): string {
  const lately = `${formatNumber(reachedLately)} of them in the last week`;
  const said = `${formatNumber(reached)} of ${formatNumber(n)}, ${lately}`;
  return target ? `${said}; ${describeSince(target, targetBefore)}` : `${said}; no target`;
}

function describeSince(target: TargetMet, before: TargetMet | null): string {
  const change = before ? target.reached - before.reached : 0;
  const since =
    Math.round(100 * change) === 0 ? "as a week before" : `${describePoints(change)} than a week before`;
  return `${describeTarget(target)}, ${since}`;
}

const describePoints = (change: number): string =>
  `${count(Math.abs(Math.round(100 * change)), "point")} ${change > 0 ? "more" : "less"}`;

export function describeOwnedGap(
  { lost, lostBefore, target, targetBefore }: OwnedGap,
  { verdict }: GapFindings,
): string {
  const change = lost - lostBefore;
  const since =
    change === 0
      ? "as a week before"
      : `${formatNumber(Math.abs(change))} ${change > 0 ? "more" : "fewer"} than a week before`;
  const aim = target ? `${describeSince(target, targetBefore)}; ` : "";
  return `${formatNumber(lost)} not across yet, ${since}; ${aim}bridge ${describeVerdict(verdict)}`;
}
