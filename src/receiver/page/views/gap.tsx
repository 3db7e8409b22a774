import { Fragment, h, type VNode } from "preact";
import type { GapFindings } from "../../../insights/figures/findings.ts";
import { formatNumber, formatPoints, formatShare } from "../../../insights/words/charts.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import {
  describeEffect,
  describeTarget,
  describeVerdict,
  formatGap,
} from "../../../insights/words/formatGaps.ts";
import { createAdvice } from "../../../insights/words/headline.ts";
import { createGapName } from "../../../insights/words/nameGap.ts";
import type { GapPlan } from "../../../sdk/domain/plan/plan.ts";
import type { Index } from "../../figures/views/views.ts";
import { ArmsChart, type Effect, EffectChart } from "../charts/effectChart.tsx";
import { useDesk } from "../desk.ts";
import { Card } from "../parts/card.tsx";
import { Link } from "../parts/link.tsx";
import { TargetTag } from "../parts/targetTag.tsx";

/** An effect that could be nothing is drawn as nothing, whatever its estimate is. */
export function toEffect({
  uplift,
  interval,
  daily,
  verdict,
}: Pick<GapFindings, "uplift" | "interval" | "daily" | "verdict">): Effect | null {
  if (uplift === null || !interval) return null;
  const kind = verdict.kind === "helps" || verdict.kind === "harms" ? verdict.kind : "nothing";
  return { uplift, interval, daily, kind };
}

/** How far to each side the drawings of several effects go. */
export const getReach = (
  all: ReadonlyArray<{
    readonly uplift: number | null;
    readonly interval: readonly [number, number] | null;
    readonly daily?: readonly [number, number] | null;
  }>,
): number =>
  Math.ceil(
    10 *
      Math.max(
        0.1,
        ...all.flatMap(({ uplift, interval, daily }) =>
          [uplift ?? 0, ...(interval ?? []), ...(daily ?? [])].map(Math.abs),
        ),
      ),
  ) / 10;

/** The bridge as a share of an arm, or `null` where nobody is in it. */
const getShare = ({ n, bridged }: GapFindings["treated"]): number | null => (n === 0 ? null : bridged / n);

const describeLimits = ({ interval: [lower, upper] }: Pick<Effect, "interval">): string =>
  `${formatPoints(lower)} to ${formatPoints(upper)}`;

/** As it is read aloud, with its wings. */
const describeDrawing = (effect: Effect): string =>
  effect.daily
    ? `${describeRange(effect)}; for who looks every day, ${describeLimits({ interval: effect.daily })}`
    : describeRange(effect);

const describeRange = (effect: Effect): string =>
  `${formatPoints(effect.uplift)} points (${describeLimits(effect)})`;

/** What is shown, and to whom who stays is handed on. */
const getSteps = (gap: GapPlan | undefined): string[] => [
  ...(gap?.bridge ?? []).flatMap(({ show }) => show),
  ...(gap?.hands ?? []).map(({ hand }) => hand),
];

/** Why nothing is told of a bridge stands beside that; else what is told, and from where on a difference counts. */
function sayVerdict(gap: GapFindings, { targets }: Index): string {
  if (gap.verdict.kind === "not measured") return describeEffect(gap)[0]!;
  const said = describeVerdict(gap.verdict);
  const worth = targets?.gaps[gap.gap]?.worth;
  return gap.verdict.kind === "no difference worth having" && worth !== undefined
    ? `${said}; ${formatNumber(100 * worth)} points would be worth having`
    : said;
}

/** All that is known of one gap. */
export function Gap({ gap, reach }: { readonly gap: GapFindings; readonly reach: number }): VNode {
  const { plan, place, index } = useDesk();
  const nameGap = createGapName(plan);
  const planned = plan.gaps.find(({ id }) => id === gap.gap);
  const isMeasured = gap.verdict.kind !== "not measured";
  const effect = isMeasured ? toEffect(gap) : null;
  const [, ...said] = formatGap({ ...gap, verdict: { kind: "not measured" } }, 1);
  const bridge = getSteps(planned);
  return (
    <Card
      title={gap.gap}
      width="half"
      isMeant={place.id === gap.gap}
      note={nameGap(gap.gap)}
      about={{
        definition: `${DEFINITIONS.lost} ${DEFINITIONS.effect}`,
        counted: `${formatNumber(gap.opened)} for whom it opened`,
      }}
      cells={[
        ["Arm", "counted", "crossed", "share", "95 %"],
        ...(["treated", "heldOut"] as const).map((arm) => {
          const share = getShare(gap[arm]);
          return [
            arm === "treated" ? "shown" : "held out",
            formatNumber(gap[arm].n),
            formatNumber(gap[arm].bridged),
            share === null ? "–" : formatShare(share),
            "",
          ];
        }),
        ...(effect
          ? [["difference, points", "", "", formatPoints(effect.uplift), describeLimits(effect)]]
          : []),
        ...(effect?.daily
          ? [["for who looks every day", "", "", "", describeLimits({ interval: effect.daily })]]
          : []),
      ]}
    >
      <p class="lostLine">
        <strong class={gap.lost > 0 ? "loss" : ""}>{formatNumber(gap.lost)} not across yet</strong>
        {gap.lostValue ? `, worth ${formatNumber(gap.lostValue)}` : ""} ·{" "}
        {bridge.length > 0 ? `bridge: ${bridge.join(", ")}` : <span class="loss">no bridge</span>}
      </p>
      {gap.target && (
        <p class="lostLine">
          <TargetTag target={gap.target} /> {describeTarget(gap.target)}
        </p>
      )}
      {isMeasured && (
        <Fragment>
          <ArmsChart
            label={`Shown ${formatNumber(gap.treated.n)}, held out ${formatNumber(gap.heldOut.n)}`}
            shown={getShare(gap.treated)}
            heldOut={getShare(gap.heldOut)}
          />
          {effect && <EffectChart label={describeDrawing(effect)} effect={effect} reach={reach} />}
        </Fragment>
      )}
      <p class={`verdict ${effect?.kind ?? "nothing"}`}>
        <strong>{effect ? `${describeRange(effect)}: ` : ""}</strong>
        {sayVerdict(gap, index)}
      </p>
      <p class="next">
        <span class="tag">Next</span> {createAdvice(gap, plan)}
      </p>
      <details>
        <summary>All that is known of {gap.gap}</summary>
        {[...said.slice(0, -1), ...describeEffect(gap)].map((words) => (
          <p key={words} class="note">
            {words.trim()}
          </p>
        ))}
      </details>
    </Card>
  );
}

/** Gaps as a list, most lost first, each with what its bridge does. */
export function GapList({ gaps }: { readonly gaps: readonly GapFindings[] }): VNode {
  const { plan, index } = useDesk();
  const nameGap = createGapName(plan);
  const reach = getReach(gaps);
  return (
    <ul class="gapList">
      {gaps.map((gap) => {
        const effect = gap.verdict.kind === "not measured" ? null : toEffect(gap);
        const planned = plan.gaps.find(({ id }) => id === gap.gap);
        return (
          <li key={gap.gap}>
            <p class="line">
              <span class="name">
                <Link to={{ screen: "gaps", id: gap.gap }}>{gap.gap}</Link>
              </span>
              <strong class={gap.lost > 0 ? "loss" : ""}>{formatNumber(gap.lost)} not across yet</strong>
            </p>
            <p class="note">
              {nameGap(gap.gap)}
              {getSteps(planned).length === 0 && <span class="loss"> · no bridge</span>}
            </p>
            {effect && <EffectChart label={describeDrawing(effect)} effect={effect} reach={reach} />}
            <p class={`verdict ${effect?.kind ?? "nothing"}`}>
              {effect ? `${describeRange(effect)}: ` : ""}
              {sayVerdict(gap, index)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
