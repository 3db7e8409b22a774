import { type Decision, decide, type Reason } from "../domain/decide/decide.ts";
import { getKind } from "../domain/plan/guideKinds.ts";
import { interrupts, isFurniture } from "../domain/plan/guideManners.ts";
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
export function decideOnPage(scene: EvalContext, moment: PageMoment): Decision[] {
  const { views, asked, missing, untimely, remote } = moment;
  const live = new Set(views.filter(({ phase }) => phase === "live").map(({ plan }) => plan.id));
  return decide(scene, { live, asked, missing: new Set([...missing, ...untimely]) }).map((one) =>
    one.show && untimely.includes(one.guide)
      ? { guide: one.guide, show: false, reason: { code: "untimely" } }
      : withholdUnknown(scene, one, remote),
  );
}

/** As they are decided, but for what does not stand there yet, or cannot be seen. */
export function withWaits(
  decisions: readonly Decision[],
  views: readonly View[],
  getWait: (view: View) => Reason | undefined,
): Decision[] {
  return decisions.map((one) => {
    const view = one.show && views.find(({ plan, phase }) => plan.id === one.guide && phase === "live");
    const reason = view && getWait(view);
    const { guide, gap } = one;
    return reason ? { guide, show: false, reason, ...(gap !== undefined && { gap }) } : one;
  });
}

/** Withholds what opens by itself until progress on other devices is known: the user may have seen it there. */
function withholdUnknown({ index }: EvalContext, one: Decision, remote: RemoteProgressStatus): Decision {
  if (!one.show || one.selfOpened || remote === "known") return one;
  const { type } = index.guides.get(one.guide)!;
  if (isFurniture(type) || (remote === "unavailable" && !interrupts(type))) return one;
  return { guide: one.guide, show: false, reason: { code: "withheld", by: "progress" } };
}
