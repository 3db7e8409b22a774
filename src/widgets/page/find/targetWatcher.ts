import type { Target, Undo } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { frameOf } from "../tree.ts";
import { findTarget, isMeant } from "./target.ts";
import { createTimeBudget } from "./timeBudget.ts";
import { createTreeObserver, type TreeObserver } from "./treeObserver.ts";

export interface TargetWatcher {
  /** Calls `found` once, in the frame in which the target is there; the return value calls it off. */
  whenFound(target: Target, found: (element: Element) => void): Undo;
  /** Calls `lost` once the element is gone, or no longer what the target means. */
  whenLost(target: Target, element: Element, lost: () => void): Undo;
  /** Looks at once, unless this page changes so much that there is no time for it. */
  findNow(target: Target): Element | undefined;
  close(): void;
}

/** Looks once; answers what is to be done where the wait is over. */
type Look = (watch: TreeObserver["watch"]) => (() => void) | undefined;

/**
 * Waits for elements to come and to go, all with one observer that rests when nobody waits. It looks at most once a
 * frame, and where a page never stops to change, for at most a hundredth of its time.
 * @param now in milliseconds, for what a look takes.
 */
export const createTargetWatcher = (now: () => number): TargetWatcher => {
  const waiting = new Set<Look>();
  const budget = createTimeBudget(now);
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = () => {
    frame = 0;
    const over: Array<readonly [Look, () => void]> = [];
    budget.spend(() => {
      for (const one of waiting) {
        const found = attempt(() => one(trees.watch));
        if (found) over.push([one, found]);
      }
    });
    for (const [one, found] of over) if (waiting.delete(one)) attempt(found);
    restIfIdle();
  };
  const lookNow = () => {
    clearTimeout(timer);
    timer = undefined;
    // Where a page has changed what sets do as well: it calls this, and would have the error.
    frame ||= requestAnimationFrame(() => attempt(look));
  };
  const lookSoon = () => {
    if (!waiting.size || frame || timer !== undefined) return;
    const ms = budget.wait();
    if (ms) timer = setTimeout(lookNow, ms);
    else lookNow();
  };
  const trees = createTreeObserver(lookSoon);

  const restIfIdle = () => {
    if (waiting.size) return;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    trees.rest();
  };
  const wait = (one: Look): Undo => {
    waiting.add(one);
    lookNow();
    return () => {
      waiting.delete(one);
      restIfIdle();
    };
  };

  return {
    whenFound: (target, found) =>
      wait((watch) => {
        const element = findTarget(target, watch);
        return element && (() => found(element));
      }),
    whenLost: (target, element, lost) =>
      wait((watch) => {
        for (const root of rootsOf(element)) watch(root);
        return isMeant(target, element) ? undefined : lost;
      }),
    findNow(target) {
      let element: Element | undefined;
      if (!budget.wait())
        budget.spend(() => {
          element = findTarget(target);
        });
      return element;
    },
    close() {
      waiting.clear();
      restIfIdle();
    },
  };
};

/** The trees that an element is in, from the inside out. */
const rootsOf = (element: Element): Node[] => {
  const root = element.getRootNode();
  const around = (root as Partial<ShadowRoot>).host ?? frameOf(element);
  return around ? [root, ...rootsOf(around)] : [root];
};
