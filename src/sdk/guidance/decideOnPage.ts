import { judge, refuse, type WhyClosed } from "../domain/decide/judge.ts";
import type { Decision } from "../domain/decide/reasons.ts";
import { getKind } from "../domain/plan/guideKinds.ts";
import { interrupts, isFurniture } from "../domain/plan/guideManners.ts";
import type { GuideType } from "../domain/plan/plan.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import type { RemoteProgressStatus } from "../ports.ts";
import type { View } from "../stage.ts";

/** What the page and the user at work add to what the person's state says. */
export interface PageMoment {
  /** As they stand now. */
  readonly views: readonly View[];
  /** Guides that the user or the page has asked for. */
  readonly asked: ReadonlySet<string>;
  /** Guides whose target did not come. */
  readonly missing: ReadonlySet<string>;
  /** Guides that would open by themselves in the midst of the user's work, and may not: all others come before them. */
  readonly untimely: readonly string[];
  /** Types that cannot be drawn, since what draws them did not load: all others come before them. */
  isLacking(type: GuideType): boolean;
  readonly remote: RemoteProgressStatus;
}

/** Guides that would open by themselves, and may only on a page on which nothing has been done yet. */
export function getUntimely(
  { index }: EvalContext,
  views: readonly View[],
  hasEntered: (key: string) => boolean,
  asked: ReadonlySet<string>,
): string[] {
  const stands = (id: string): boolean => views.some(({ key, plan }) => plan.id === id && hasEntered(key));
  return index.plan.guides.flatMap(({ id, type }) =>
    getKind(type).needsFreshPage && !stands(id) && !asked.has(id) ? id : [],
  );
}

/** What is decided of each guide on this page, in the config's order. */
export function decideOnPage(
  scene: EvalContext,
  moment: PageMoment,
  whyClosed: WhyClosed | undefined,
): Decision[] {
  const { views, asked, missing, untimely, isLacking, remote } = moment;
  const lacking = scene.index.plan.guides.filter(({ type }) => isLacking(type)).map(({ id }) => id);
  const live = new Set(views.filter(({ phase }) => phase === "live").map(({ plan }) => plan.id));
  const screen = { live, asked, missing: new Set([...missing, ...untimely, ...lacking]) };
  return judge(scene, screen, whyClosed).map((one) => {
    if (isDue(one) && lacking.includes(one.guide)) return refuse(one, { code: "undrawn", why: "file" });
    return one.show && untimely.includes(one.guide)
      ? refuse(one, { code: "untimely" })
      : withholdUnknown(scene, one, remote);
  });
}

/** It is to be shown, or would be if no other came before it. */
const isDue = (one: Decision): boolean => one.show || one.reason.code === "outranked";

/** Withholds what opens by itself until progress on other devices is known: the user may have seen it there. */
function withholdUnknown({ index }: EvalContext, one: Decision, remote: RemoteProgressStatus): Decision {
  if (!one.show || one.selfOpened || remote === "known") return one;
  const { type } = index.guides.get(one.guide)!;
  if (isFurniture(type) || (remote === "unavailable" && !interrupts(type))) return one;
  return refuse(one, { code: "withheld", by: "progress" });
}
