import type { Plan, Text } from "../../sdk/domain/plan/plan.ts";
import type { Findings, MilestoneFindings } from "../figures/findings.ts";
import type { FunnelGroup } from "../figures/way/funnel.ts";
import { drawBar, drawCurve, formatNumber, formatShare, formatSpan } from "./charts.ts";
import { formatEffects } from "./formatEffects.ts";
import { describeTarget, formatGaps } from "./formatGaps.ts";
import { formatHealth } from "./formatHealth.ts";
import { describeRising } from "./formatLasting.ts";
import { clean, count, formatDay } from "./formatLists.ts";
import { formatOwners } from "./formatOwners.ts";
import { formatProgramme } from "./formatProgramme.ts";
import { formatStandings } from "./formatStandings.ts";
import { formatStaying } from "./formatStaying.ts";
import { describeTimesApart } from "./formatTimes.ts";
import { formatVoices } from "./formatVoices.ts";

const BAR = 24;
const CURVE = 28;

/** All findings as text with small charts. */
export function formatFindings(findings: Findings, plan: Plan): string {
  const say = createSay(plan);
  const name = (journey: string): string =>
    say(plan.journeys.find(({ id }) => id === journey)?.title, journey);
  const ids = [...plan.milestones, ...plan.segments].map(({ id }) => id);
  const width = Math.max(...ids.map(({ length }) => length)) + 4;
  return [
    formatHead(findings),
    ...findings.journeys.flatMap(({ journey, groups }) => [
      "",
      `${name(journey)}: ${count(groups[0]!.people, "user")}`,
      ...formatWay(groups, width),
    ]),
    ...formatStandings(findings, name),
    ...formatTimes(findings, width),
    ...formatGaps(findings),
    ...formatEffects(findings),
    ...formatProgramme(findings),
    ...formatOwners(findings),
    ...formatHabits(findings, width),
    ...formatSegments(findings, width),
    ...formatStaying(findings),
    ...formatVoices(findings),
    ...formatHealth(findings),
  ]
    .map(clean)
    .join("\n");
}

export const createSay =
  ({ locale }: Plan) =>
  (text: Text | undefined, id: string): string =>
    typeof text === "object" ? (text[locale.default] ?? id) : (text ?? id);

/** What a milestone or journey is called, by its id. */
export function createName(plan: Plan): (id: string) => string {
  const say = createSay(plan);
  const titles = new Map([...plan.milestones, ...plan.journeys].map(({ id, title }) => [id, say(title, id)]));
  return (id) => titles.get(id) ?? id;
}

export function formatHead({ users, accounts, events, rejected, start, end }: Findings): string {
  const counts = [count(users, "user"), count(events, "event")];
  if (accounts > 0) counts.splice(1, 0, count(accounts, "account"));
  if (rejected > 0) counts.push(`${count(rejected, "line")} that ${rejected === 1 ? "is" : "are"} no event`);
  if (start !== null && end !== null) counts.push(`${formatDay(start)} to ${formatDay(end)}`);
  return counts.join(", ");
}

/** The segment, or the outcome, whose people they are. */
export const nameGroup = ({ segment, outcome }: FunnelGroup): string => outcome ?? segment ?? "";

/** A bar a step, with who is lost before it; and in columns what share of each segment comes to it. */
function formatWay([all, ...segments]: readonly FunnelGroup[], width: number): string[] {
  const cell = (text: string): string => text.padStart(9);
  const names = segments.map((group) => cell(nameGroup(group))).join("");
  const title = `${" ".repeat(width + BAR + 2)}${cell("share")}${cell("users")}${cell("lost")}`;
  const getShare = ({ people, steps }: FunnelGroup, i: number): number =>
    people === 0 ? 0 : steps[i]!.throughout / people;
  const lines = all!.steps.map(({ milestone, throughout }, i) => {
    const before = i === 0 ? all!.people : all!.steps[i - 1]!.throughout;
    const share = getShare(all!, i);
    const shares = segments.map((group) => cell(formatShare(getShare(group, i)))).join("");
    const lost = before - throughout;
    return (
      `  ${milestone}`.padEnd(width) +
      `  ${drawBar(share, BAR)}` +
      [formatShare(share), formatNumber(throughout), lost === 0 ? "" : `-${formatNumber(lost)}`]
        .map(cell)
        .join("") +
      shares
    );
  });
  return [title + names, ...lines];
}

function formatTimes({ milestones, start, end }: Findings, width: number): string[] {
  const whole = (end ?? 0) - (start ?? 0);
  const lines = Object.entries(milestones).flatMap(([id, one]) => {
    const share = (part: number): number => one.curve.findLast(([ms]) => ms <= toMs(part, whole))?.[1] ?? 0;
    const indent = " ".repeat(width + 2);
    return [
      `${`  ${id}`.padEnd(width)}  ${drawCurve(share, CURVE)}  ${describeTime(one)}`,
      ...describeTimesApart(one.segments).map((words) => `${indent}by segment, ${words}`),
    ];
  });
  return lines.length === 0
    ? []
    : ["", `Time to each milestone, from a minute to ${formatSpan(whole)}`, ...lines];
}

/** From a minute to the whole, each step as many times as long as the one before: most happens early. */
const toMs = (part: number, whole: number): number => 60_000 * Math.max(1, whole / 60_000) ** part;

export function describeTime({ n, reached, medianMs, quartilesMs, target }: MilestoneFindings): string {
  const [lower, upper] = quartilesMs.map((ms) => (ms === null ? "not yet" : formatSpan(ms)));
  const of = `${formatNumber(reached)} of ${formatNumber(n)}`;
  const half = medianMs === null ? "not yet" : formatSpan(medianMs);
  const times = reached === 0 ? "" : `, a quarter ${lower}, half ${half}, three quarters ${upper}`;
  if (!target) return of + times;
  return `${of}${times}; ${describeTarget(target)}`;
}

function formatHabits({ habits }: Findings, width: number): string[] {
  const lines = habits.map(
    ({ milestone, reached, kept, lapsed, regained }) =>
      `  ${milestone}`.padEnd(width) +
      `  ${drawBar(reached === 0 ? 0 : kept / reached, BAR)}  ` +
      `kept by ${formatNumber(kept)} of ${formatNumber(reached)}; lapsed for ${formatNumber(lapsed)}, of whom ${formatNumber(regained)} have it again`,
  );
  return lines.length === 0 ? [] : ["", "Habits", ...lines];
}

function formatSegments({ segments, users }: Findings, width: number): string[] {
  const lines = segments.map((rung) => {
    const { segment, people, risen, fallen } = rung;
    const bar = drawBar(users === 0 ? 0 : people / users, BAR);
    const moved = [
      ...(risen > 0 ? [`${formatNumber(risen)} rose to it`] : []),
      ...(fallen > 0 ? [`${formatNumber(fallen)} fell to it`] : []),
      ...describeRising(rung),
    ];
    return `${`  ${segment}`.padEnd(width)}  ${bar}  ${[count(people, "user"), ...moved].join(", ")}`;
  });
  return lines.length === 0 ? [] : ["", "Segments at the end", ...lines];
}
