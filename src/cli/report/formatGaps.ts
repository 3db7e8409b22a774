import type { Verdict } from "../../insights/figures/verdict.ts";
import { drawBar, drawInterval, formatNumber, formatPoints, formatShare, formatSpan } from "./charts.ts";
import type { Findings, GapFindings } from "./findings.ts";

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
    `${id}  ${drawBar(lost / most, BAR).trimEnd()} ${formatNumber(lost)} lost${worth}`,
    `  opened for ${formatNumber(opened)}: ${ways.join(", ")}`,
    `  crossed by ${formatNumber(bridged)}${span}${after.length > 0 ? `; after ${after.join(", ")}` : ""}`,
    ...formatEffect(gap),
  ];
}

function formatEffect(gap: GapFindings): string[] {
  const { uplift, interval } = gap;
  const [first, ...rest] = describeEffect(gap).map((line) => `  ${line}`);
  if (gap.verdict.kind === "not measured" || uplift === null || !interval) return [first!, ...rest];
  const chart = drawInterval(uplift, interval, 0.4);
  return [first!, ...rest.map((line, i) => (i === 0 ? `  ${chart}${line}` : line))];
}

/** What a gap's bridge did, in lines: the arms, the difference with its verdict, and what else is to be known. */
export function describeEffect(gap: GapFindings): string[] {
  const {
    treated,
    heldOut,
    uplift,
    interval,
    verdict,
    mixed,
    tooYoung,
    paused,
    withinMs,
    disagreeing,
    effectIfOpened,
  } = gap;
  if (verdict.kind === "not measured") {
    return [
      `effect not measured: ${gap.basis === "replayed" ? "the log does not have what pages have shown" : "nobody is held out"}`,
    ];
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
  if (effectIfOpened.uplift !== null && effectIfOpened.interval)
    lines.push(`of all whose gap opened: ${describe(effectIfOpened.uplift, effectIfOpened.interval)}`);
  const [first] = disagreeing;
  if (first) {
    const more = disagreeing.length > 1 ? `, and ${formatNumber(disagreeing.length - 1)} more` : "";
    lines.push(
      `not in the arm that the hash gives: ${first.unit} (${first.arm}, expected ${first.drawn})${more}`,
    );
  }
  return lines;
}

const describe = (uplift: number, [lower, upper]: readonly [number, number]): string =>
  `${formatPoints(uplift)} points (${formatPoints(lower)} to ${formatPoints(upper)})`;

const BECAUSE = {
  ratio: "the arms do not have the sizes that were drawn",
  mixed: "too many were in both arms",
  arms: "too many are not in the arm that the hash gives",
} as const;

/** What takes longer than that is not worth waiting for. */
const MOST_DAYS = 730;

function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case "too early": {
      const { daysLeft } = verdict;
      if (daysLeft === null) return "too early";
      return `too early, ${daysLeft > MOST_DAYS ? "years" : `${formatNumber(daysLeft)} days`} left at this rate`;
    }
    case "unhealthy":
      return `unhealthy, ${verdict.because.map((alarm) => BECAUSE[alarm]).join(" and ")}`;
    default:
      return verdict.kind;
  }
}
