import type { Reason } from "../domain/decide/reasons.ts";
import type { Stage, View } from "../stage.ts";
import type { OpenGate } from "./openGate.ts";
import type { ViewList } from "./viewList.ts";

/** What keeps views that are decided for from being seen. */
export interface WaitList {
  /** Guides that have waited long enough to let others go first, until they are shown or the page is left. */
  readonly late: Set<string>;
  set: Stage["setWaiting"];
  /** Why a view cannot be seen; `undefined` where it can. */
  getReason(view: View): Reason | undefined;
}

export function createWaitList(
  views: ViewList,
  gate: Pick<OpenGate, "getBusy" | "hasEntered">,
  refresh: () => void,
): WaitList {
  const waits = new Map<string, Parameters<Stage["setWaiting"]>[1] & object>();
  const late = new Set<string>();
  views.onChange(() => {
    for (const key of waits.keys()) if (!views.find(key)) waits.delete(key);
  });
  return {
    late,
    set(key, waiting) {
      const view = views.find(key);
      if (!view || !waiting) return void waits.delete(key);
      waits.set(key, waiting);
      if (!waiting.long) return;
      late.add(view.plan.id);
      refresh();
    },
    getReason(view) {
      const why = gate.getBusy(view);
      if (why) return { code: "busy", why };
      // Who is held out sees nothing in any case.
      const isThere = view.heldOut || gate.hasEntered(view.key);
      const waiting = waits.get(view.key) ?? (isThere ? undefined : ({ for: "drawing" } as const));
      if (!waiting) return undefined;
      return { code: "waiting", for: waiting.for, ...(waiting.by !== undefined && { by: waiting.by }) };
    },
  };
}
