import type { Stage, Waiting } from "../stage.ts";
import type { ViewList } from "./viewList.ts";

/** What keeps views that are decided for from being seen. */
export interface WaitList {
  /** Guides that have waited long enough to let others go first, until they are shown or the page is left. */
  readonly late: Set<string>;
  set: Stage["setWaiting"];
  /** What a view says that it waits for. */
  get(key: string): Waiting | undefined;
}

export function createWaitList(views: ViewList, refresh: () => void): WaitList {
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
    get: (key) => waits.get(key),
  };
}
