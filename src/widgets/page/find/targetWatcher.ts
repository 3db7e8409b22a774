import type { Seek, Target, Undo } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { isReachable } from "../place/reach.ts";
import { frameOf, parentOf } from "../tree.ts";
import { findTarget, isMeant } from "./target.ts";
import { createTimeBudget } from "./timeBudget.ts";
import { createTreeObserver, type TreeObserver } from "./treeObserver.ts";

export interface TargetWatcher {
  /** Calls `found` once, in the frame in which the target can be seen; the return value calls it off. */
  whenFound(target: Target, found: (element: Element) => void, options?: FindOptions): Undo;
  /** Calls `run` once `holds`, which is asked whenever the page around `element` may have changed. */
  whenHolds(element: Element, holds: () => boolean, run: () => void): Undo;
  /** Calls `lost` once the element is gone, or no longer what the target means. */
  whenLost(target: Target, element: Element, lost: () => void): Undo;
  /** Calls `run` once `holds` no longer does, asked whenever something in the trees that `element` is in has changed. */
  whenOver(element: Element, holds: () => boolean, run: () => void): Undo;
  /** Calls `look` whenever something in the trees that `element` is in has changed, at most once a frame. */
  onChange(element: Element, look: () => void): Undo;
  /** Looks at once, unless this page changes so much that a tenth of its time has gone into that. */
  findNow(target: Target, options?: FindOptions): Element | undefined;
  close(): void;
}

export interface FindOptions {
  /** It is enough that it is there: what is drawn in it may be what gives it a size. */
  readonly isInside?: boolean | undefined;
  /** Told of each look in vain, with a match that is there and that nobody can see. */
  miss?(hidden: Element | undefined): void;
}

/** What one look says of the page. */
interface Watch {
  /** The tree was looked into. */
  tree: TreeObserver["watch"];
  /** Something is there, and an animation may change how it is: what a script animates ends without an event. */
  animations(): void;
}

/** Looks once; answers what is to be done where the wait is over. */
type Look = (watch: Watch) => (() => void) | undefined;

/**
 * Waits for elements to come and to go, all with one observer that rests when nobody waits. It looks at most once a
 * frame, and for what is asked for in the task that asks, and where a page never stops to change, for at most a hundredth of its time.
 * @param now in milliseconds, for what a look takes.
 */
export const createTargetWatcher = (now: () => number): TargetWatcher => {
  const waiting = new Set<Look>();
  const budget = createTimeBudget(now, 100);
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lookFor = (wanted: Iterable<Look>) => {
    const over: Array<readonly [Look, () => void]> = [];
    budget.spend(() => {
      let mayMove = false;
      const roots = new Set<Node>();
      const watch: Watch = {
        tree(node) {
          roots.add(node);
          trees.watch(node);
        },
        animations() {
          mayMove = true;
        },
      };
      for (const one of wanted) {
        const found = attempt(() => one(watch));
        if (found) over.push([one, found]);
      }
      if (mayMove) attempt(() => awaitAnimations(roots));
    });
    for (const [one, found] of over) if (waiting.delete(one)) attempt(found);
    restIfIdle();
  };
  const look = () => {
    frame = 0;
    lookFor(waiting);
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
  const awaitAnimations = createAnimationWait(lookSoon);

  const restIfIdle = () => {
    if (waiting.size) return;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    trees.rest();
  };
  const wait = (one: Look, begin = lookNow): Undo => {
    waiting.add(one);
    begin();
    return () => {
      waiting.delete(one);
      restIfIdle();
    };
  };

  const whenOver: TargetWatcher["whenOver"] = (element, holds, run) =>
    wait((watch) => {
      watchAround(element, watch);
      return holds() ? undefined : run;
    });

  return {
    whenFound(target, found, options = {}) {
      const one: Look = (watch) => {
        const element = findTarget(target, watch.tree, watch.animations);
        if (isFit(element, options)) return () => found(element);
        if (element) watchAround(element, watch);
        else if (target.some(isByName)) watch.animations();
        options.miss?.(element);
        return undefined;
      };
      // What is there is drawn in the next frame, and not in the one after it. What has begun this may still call it off.
      const lookSoonest = () => queueMicrotask(() => waiting.has(one) && attempt(() => lookFor([one])));
      return wait(one, budget.wait() ? lookNow : lookSoonest);
    },
    whenHolds: (element, holds, run) => whenOver(element, () => !holds(), run),
    whenLost: (target, element, lost) => whenOver(element, () => isMeant(target, element), lost),
    whenOver,
    onChange: (element, run) =>
      wait((watch) => {
        watchAround(element, watch);
        run();
        return undefined;
      }),
    findNow: createUrgentSearch(now),
    close() {
      waiting.clear();
      restIfIdle();
    },
  };
};

/**
 * Calls `onEnd` as what is animated now in these trees ends. Asked once a look, as a page's styles are worked out for it.
 * A tree tells nothing of those within it.
 */
const createAnimationWait = (onEnd: () => void): ((roots: Iterable<Node>) => void) => {
  const awaited = new WeakSet<Animation>();
  return (roots) => {
    for (const root of roots)
      for (const animation of (root as Partial<Document>).getAnimations?.() ?? []) {
        if (awaited.has(animation)) continue;
        awaited.add(animation);
        animation.finished.then(onEnd, onEnd);
      }
  };
};

/** Where what is shown has lost its place, a later look is a frame without it: it has a tenth of the time. */
const createUrgentSearch = (now: () => number): TargetWatcher["findNow"] => {
  const budget = createTimeBudget(now, 10);
  return (target, options) => {
    let element: Element | undefined;
    if (!budget.wait())
      budget.spend(() => {
        element = findTarget(target);
      });
    return isFit(element, options) ? element : undefined;
  };
};

/** There, and such that a user could come to see it. */
export const isFit = (
  element: Element | undefined,
  { isInside }: Pick<FindOptions, "isInside"> = {},
): element is Element => !!element && (isInside || isReachable(element));

/** What is hidden is no part of a name. */
const isByName = (seek: Seek): boolean => "role" in seek;

const watchAround = (element: Element, { tree, animations }: Watch): void => {
  for (const root of rootsOf(element)) tree(root);
  animations();
};

/** The trees that an element is in, from the inside out; with that of the slot in which it stands. */
const rootsOf = (element: Element): Set<Node> => {
  const roots = new Set([element.getRootNode()]);
  for (let at: Element | null = element; at; ) {
    const around: Element | null = parentOf(at) ?? frameOf(at);
    if (around && around !== at.parentElement) roots.add(around.getRootNode());
    at = around;
  }
  return roots;
};
