import { holds } from "../conditions/conditions.ts";
import { isPage } from "../conditions/pagePattern.ts";
import { isOpen } from "../engine/gaps.ts";
import { isLater, isOn } from "../engine/guides.ts";
import { getSeason, isCompared, isOut } from "../engine/holdout.ts";
import { interrupts, isFurniture } from "../plan/guideManners.ts";
import type { GapPlan, GuidePlan } from "../plan/plan.ts";
import { type EvalContext, getGap } from "../state/evalContext.ts";
import { wakeAt } from "../state/moment.ts";
import { getRung, getWait } from "./bridge.ts";
import { isHeldOut } from "./heldOut.ts";
import { type Capped, getCap } from "./limits.ts";
import type { Decision, Reason } from "./reasons.ts";

/** What a tab knows of its own screen. */
export interface Screen {
  /** Guides that stand on it. */
  readonly live: ReadonlySet<string>;
  /** Guides that the user has asked for here. */
  readonly asked: ReadonlySet<string>;
  /** Guides whose target did not come on this page. */
  readonly missing: ReadonlySet<string>;
}

interface Candidate {
  readonly plan: GuidePlan;
  readonly gap: GapPlan | undefined;
  readonly selfOpened: boolean;
  /** It was on screen before: no new interruption. */
  readonly goesOn: boolean;
  /** See `Interruption`. */
  readonly later: boolean;
  /** Place in its gap's ladder. */
  readonly rung: number;
}

/** Why none of the gaps that name a guide opens it. */
export type WhyClosed = (scene: EvalContext, gaps: readonly GapPlan[], guide: string) => Reason;

/** To know which it is takes a file that only those need who tell it to people. */
const closed: WhyClosed = (_, [gap]) => ({ code: "gap-not-open", gap: gap!.id });

/**
 * One decision for each guide, in the config's order. Times at which one may change by itself go to `scene.wake`.
 * @param whyClosed `whyGapClosed`, where the reasons are to be told.
 */
export function judge(scene: EvalContext, screen: Screen, whyClosed: WhyClosed = closed): Decision[] {
  const verdicts = scene.index.plan.guides.map((plan) => consider(scene, screen, plan, whyClosed));
  const interruptions = verdicts
    .filter((verdict): verdict is Candidate => "plan" in verdict && interrupts(verdict.plan.type))
    .sort((a, b) => compare(scene, screen, a, b));
  const isCapped = (one: Candidate): Capped | undefined =>
    one.goesOn || one.selfOpened ? undefined : getCap(scene, one.plan, one.later);
  // One that its own type's limit holds back lets the next one pass.
  const best = interruptions.find((one) => !isCapped(one)) ?? interruptions[0];
  const cap = best && isCapped(best);
  return verdicts.map((verdict, i) => {
    const guide = scene.index.plan.guides[i]!.id;
    if ("code" in verdict) return { guide, show: false, reason: verdict };
    const gap = verdict.gap && { gap: verdict.gap.id };
    if (best && best !== verdict && interrupts(verdict.plan.type)) {
      return {
        guide,
        show: false,
        reason: isCapped(verdict) ?? { code: "outranked", by: best.plan.id },
        ...gap,
      };
    }
    if (best === verdict && cap) return { guide, show: false, reason: cap, ...gap };
    const heldOut = !verdict.selfOpened && !!verdict.gap && isHeldOut(scene, verdict.gap, verdict.plan);
    const missing = screen.missing.has(guide) && { missing: true as const };
    return { guide, show: true, heldOut, selfOpened: verdict.selfOpened, ...gap, ...missing };
  });
}

/**
 * What the user asked for first, then what was on screen, then by priority, the oldest gap, its ladder, the config; and
 * last what only one arm of a gap has, and what waits for a target that has not come. Of one ladder the later rung: its time has come since the earlier one
 * did not help.
 */
function compare(scene: EvalContext, { missing }: Screen, a: Candidate, b: Candidate): number {
  const opened = ({ gap }: Candidate): number => (gap && getGap(scene, gap)?.opened) ?? scene.now;
  return (
    +missing.has(a.plan.id) - +missing.has(b.plan.id) ||
    +b.selfOpened - +a.selfOpened ||
    +b.goesOn - +a.goesOn ||
    +a.later - +b.later ||
    b.plan.priority - a.plan.priority ||
    opened(a) - opened(b) ||
    (a.gap === b.gap ? b.rung - a.rung : a.rung - b.rung)
  );
}

function consider(
  scene: EvalContext,
  screen: Screen,
  plan: GuidePlan,
  whyClosed: WhyClosed,
): Candidate | Reason {
  const { state, here, index } = scene;
  const guide = state.guides[plan.id];
  // What stands on this screen goes on over the end of a session: a limit never removes what is open.
  const goesOn = !!guide && guide.session > 0 && (screen.live.has(plan.id) || isOn(state, guide));
  const selfOpened = screen.asked.has(plan.id) || (goesOn && !!guide.self);
  if (selfOpened) return { plan, gap: undefined, selfOpened, goesOn, later: false, rung: 0 };
  if (index.plan.status === "paused" || plan.status === "paused") return { code: "paused" };

  const named = index.gapsOf.get(plan.id) ?? [];
  const open = named.filter(
    (gap) => gap.status === "live" && isOpen(scene, gap) && getRung(scene, gap, plan.id) >= 0,
  );
  if (named.length > 0 && open.length === 0) return whyClosed(scene, named, plan.id);
  if (named.length === 0 && !plan.if && !isFurniture(plan.type)) return { code: "not-asked-for" };
  const gap = open.sort((a, b) => compareGaps(scene, plan, a, b))[0];
  // What no holdout touches is shown, whatever else would hold it out.
  const withheld = gap?.exempt ? undefined : open.find((one) => isHeldOut(scene, one, plan));
  if (withheld && (goesOn || !isHeldOut(scene, gap!, plan) || wasHeldOut(scene, withheld, plan))) {
    return { code: "held-out", gap: withheld.id, ...(isOut(scene) && { by: "programme" as const }) };
  }

  if (plan.on && !plan.on.some((pattern) => isPage(pattern, here.url))) return { code: "page" };
  if (!goesOn) {
    const ended = getEnd(scene, plan, (gap && getGap(scene, gap)?.since) ?? 0);
    if (ended) return ended;
  }
  if (!screen.live.has(plan.id) && !holds(plan.if, scene)) return { code: "if" };
  const wait = gap && getWait(scene, gap, plan.id);
  if (wait?.code === "rung") wakeAt(scene, wait.until);
  const later = !!gap && isLater(scene, gap, plan);
  return wait ?? { plan, gap, selfOpened, goesOn, later, rung: gap ? getRung(scene, gap, plan.id) : 0 };
}

/** For which of several gaps a guide is shown: one that is exempt, one that is compared, as in its other arm, the oldest. */
const compareGaps = (scene: EvalContext, plan: GuidePlan, a: GapPlan, b: GapPlan): number =>
  +!!b.exempt - +!!a.exempt ||
  +isCompared(b, plan) - +isCompared(a, plan) ||
  getGap(scene, a)!.opened! - getGap(scene, b)!.opened!;

/** Who is held out is so once an occurrence of the gap, or a season: nobody closes what nobody sees. */
function wasHeldOut(scene: EvalContext, gap: GapPlan, { id }: GuidePlan): boolean {
  if (!isOut(scene)) return getGap(scene, gap)?.guides?.[id] !== undefined;
  return scene.state.guides[id]?.out === getSeason(scene.index.plan.holdout, scene.now);
}

/** What an earlier showing says against a new one; what was ended before `since`, in another occurrence, says nothing. */
function getEnd(scene: EvalContext, { id, repeat }: GuidePlan, since: number): Reason | undefined {
  const { state, now, account } = scene;
  const guide = state.guides[id];
  const isByAccount = typeof repeat === "object" && "counter" in repeat;
  const others = isByAccount ? account?.counters[repeat.counter]?.[0] : undefined;
  if (others) return { code: "once", at: others[0] };
  if (!guide) return undefined;
  if (guide.snoozed !== undefined && guide.snoozed > now) {
    wakeAt(scene, guide.snoozed);
    return { code: "snoozed", until: guide.snoozed };
  }
  if (typeof repeat === "object" && !isByAccount) {
    const until = Math.max(guide.last, guide.completed ?? 0, guide.dismissed ?? 0) + repeat.every;
    if (repeat.atMost !== undefined && guide.shown >= repeat.atMost) return { code: "once", at: guide.last };
    if (guide.shown > 0 && until > now) {
      wakeAt(scene, until);
      return { code: "repeat", until };
    }
    return undefined;
  }
  const { dismissed = 0, completed = 0 } = guide;
  if (dismissed > since) return { code: "dismissed", at: dismissed };
  if (completed > since) return { code: "completed", at: completed };
  return (isByAccount || repeat === "once") && guide.last > since
    ? { code: "once", at: guide.last }
    : undefined;
}

/** The same guide, kept away for another reason. */
export const refuse = ({ guide, gap }: Decision, reason: Reason): Decision => ({
  guide,
  show: false,
  reason,
  ...(gap !== undefined && { gap }),
});
