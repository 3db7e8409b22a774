import type { Target } from "../sdk/stage.ts";
import { findAll } from "../widgets/page/find/candidates.ts";
import { findTarget, isTarget } from "../widgets/page/find/target.ts";
import { createTargetWatcher } from "../widgets/page/find/targetWatcher.ts";
import { getCover, getCurtain, nameOf } from "../widgets/page/place/cover.ts";
import type { Area } from "../widgets/page/place/pointer.ts";
import { isReachable } from "../widgets/page/place/reach.ts";
import { getVisibleRect } from "../widgets/page/place/visibleRect.ts";

/** How a target stands in this page, as guides look for it. */
export interface Sight {
  /** `hidden`: elements fit, and nobody can come to see one. `covered`: something of the page lies over it. */
  readonly state: "found" | "missing" | "hidden" | "covered";
  /** The way that leads to it, by its place in the target; 0 where none does. */
  readonly way: number;
  /** Elements that this way leads to. */
  readonly matches: number;
  /** Those of them that a user can come to see. */
  readonly seen: number;
  /** What lies over it. */
  readonly by?: string;
  /** Where it is in the window, in pixels; left out where it is not to be seen. */
  readonly at?: Area;
}

const isFree = (element: Element): boolean => !getCover(element) && !getCurtain(element);

/** Waits until all of them stand there free, or for `ms` milliseconds. */
export async function whenThere(targets: readonly Target[], ms: number): Promise<void> {
  const watcher = createTargetWatcher(() => performance.now());
  const coming = targets.map(
    (target) =>
      new Promise<void>((resolve) => {
        watcher.whenFound(target, (element) =>
          watcher.whenHolds(
            element,
            () => isFree(element),
            () => resolve(),
          ),
        );
      }),
  );
  await Promise.race([Promise.all(coming), new Promise((resolve) => setTimeout(resolve, ms))]);
  watcher.close();
}

/** Brings it to sight, and looks at it. */
export async function look(target: Target): Promise<Sight> {
  const element = findTarget(target);
  const way = element ? target.findIndex((seek) => isTarget([seek], element)) : -1;
  const all = findAll(way < 0 ? target : [target[way]!]);
  const seen = all.filter((one) => isTarget(target, one) && isReachable(one)).length;
  const known = { way: Math.max(0, way), matches: new Set(all).size, seen };
  if (!element || !isReachable(element)) return { state: all.length > 0 ? "hidden" : "missing", ...known };
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  await nextFrame();
  const cover = getCover(element) ?? getCurtain(element);
  const { seen: part, whole } = getVisibleRect(element);
  const at = part ?? whole;
  return cover ? { state: "covered", by: nameOf(cover), at, ...known } : { state: "found", at, ...known };
}

export const nextFrame = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
