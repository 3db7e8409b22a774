import { refuse, type WhyClosed } from "../domain/decide/judge.ts";
import type { Decision, Reason } from "../domain/decide/reasons.ts";
import { whyGapClosed } from "../domain/decide/whyGapClosed.ts";
import type { GuideType } from "../domain/plan/plan.ts";
import type { View } from "../stage.ts";
import type { Obstacles } from "./obstacles.ts";
import type { OpenGate } from "./openGate.ts";
import type { WaitList } from "./waitList.ts";

/** What keeps views from being seen that are decided for. */
export interface Scene extends Pick<OpenGate, "getBusy" | "hasEntered">, Pick<WaitList, "get"> {
  readonly views: readonly View[];
  readonly obstacles: Pick<Obstacles, "absence" | "isLacking">;
}

/** How decisions are told to people. A file of its own, which only who asks why needs. */
export interface Telling {
  readonly whyClosed: WhyClosed;
  /** As they are decided, but for what does not stand there yet, or cannot be seen, as where our element is not in the page. */
  withWaits(decisions: readonly Decision[], scene: Scene): Decision[];
}

const STANDING_IN_CORNERS: readonly GuideType[] = ["checklist", "launcher", "help"];

export const telling: Telling = {
  whyClosed: whyGapClosed,
  withWaits(decisions, scene) {
    const { views, obstacles } = scene;
    const absence = obstacles.absence();
    const mayCover = obstacles.isLacking("keepClear");
    return decisions.map((one) => {
      if (one.show && absence) return refuse(one, { code: "undrawn", why: absence });
      const view = one.show && views.find(({ plan, phase }) => plan.id === one.guide && phase === "live");
      if (!view) return one;
      const reason = whyUnseen(view, scene);
      if (reason) return refuse(one, reason);
      return mayCover && STANDING_IN_CORNERS.includes(view.type) ? { ...one, mayCover } : one;
    });
  },
};

/** Why a view cannot be seen; `undefined` where it can. */
function whyUnseen(view: View, { getBusy, hasEntered, get }: Scene): Reason | undefined {
  const why = getBusy(view);
  if (why) return { code: "busy", why };
  // Who is held out sees nothing in any case.
  const isThere = view.heldOut || hasEntered(view.key);
  const waiting = get(view.key) ?? (isThere ? undefined : ({ for: "drawing" } as const));
  if (!waiting) return undefined;
  return { code: "waiting", for: waiting.for, ...(waiting.by !== undefined && { by: waiting.by }) };
}
