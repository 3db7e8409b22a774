import { toJson } from "../domain/lib/json.ts";
import type { Undo } from "../ports.ts";
import type { View } from "../stage.ts";
import type { PersonPort } from "./guideOpener.ts";
import { getSignature } from "./views.ts";

/** The views that stand, and who is told of others. */
export interface ViewList {
  get(): readonly View[];
  find(key: string): View | undefined;
  /** Tells the widgets, where anything that they draw is not as it was. */
  set(next: readonly View[]): void;
  onChange(listener: () => void): Undo;
  /** Tells the widgets, though nothing has changed. */
  draw(): void;
  /** A key for a view of this guide that was not there before. */
  createKey(guide: string): string;
}

export function createViewList(guided: Pick<PersonPort, "look">): ViewList {
  const listeners = new Set<() => void>();
  let views: readonly View[] = [];
  /** What the widgets were told last. */
  let drawn = "";
  let count = 0;
  const draw = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    draw,
    get: () => views,
    find: (key) => views.find((view) => view.key === key),
    set(next) {
      const { state, account } = guided.look();
      const signature = getSignature(next) + toJson([state.user.traits, account?.traits]);
      if (signature === drawn) return;
      drawn = signature;
      // Anew, also where only the traits that texts merge in have changed.
      views = [...next];
      draw();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    createKey: (guide) => `${guide}-${++count}`,
  };
}
