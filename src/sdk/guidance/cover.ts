import type { View, WidgetEvent } from "../stage.ts";
import type { ViewList } from "./viewList.ts";

/** Takes all that stands off the screen for a while, though it stands on: something else is tried there. */
export interface Cover {
  /** What is to be drawn: nothing while it is covered. */
  views(): readonly View[];
  /** While it is covered, nothing is drawn, and so nothing counts as shown. */
  cover(isCovered: boolean): void;
  /** Is it told of a view again that was shown before it was covered? */
  isOld(event: WidgetEvent): boolean;
}

export function createCover(views: ViewList, hasEntered: (key: string) => boolean): Cover {
  const shown = new Set<string>();
  let covered = false;
  return {
    views: () => (covered ? [] : views.get()),
    cover(isCovered) {
      if (isCovered) for (const { key } of views.get()) if (hasEntered(key)) shown.add(key);
      covered = isCovered;
      views.draw();
    },
    isOld: ({ kind, key }) => kind === "shown" && shown.has(key),
  };
}
