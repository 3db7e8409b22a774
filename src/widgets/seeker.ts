import type { Target, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { createRoots } from "./roots.ts";
import { findTarget } from "./target.ts";

export interface Seeker {
  /** Calls `found` once, in the frame in which the target is there; the return value calls it off. */
  whenFound(target: Target, found: (element: Element) => void): Undo;
  close(): void;
}

interface Waiter {
  readonly target: Target;
  readonly found: (element: Element) => void;
}

/** Waits for elements, all with one observer that looks at most once a frame and rests when nobody waits. */
export const createSeeker = (): Seeker => {
  const waiters = new Set<Waiter>();
  let frame = 0;

  const look = () => {
    frame = 0;
    for (const waiter of [...waiters])
      attempt(() => {
        const element = waiters.has(waiter) && findTarget(waiter.target, roots.watch);
        if (!element) return;
        waiters.delete(waiter);
        waiter.found(element);
      });
    restIfIdle();
  };
  const lookSoon = () => {
    if (waiters.size) frame ||= requestAnimationFrame(look);
  };
  const roots = createRoots(lookSoon);

  const restIfIdle = () => {
    if (waiters.size) return;
    cancelAnimationFrame(frame);
    frame = 0;
    roots.rest();
  };

  return {
    whenFound(target, found) {
      const waiter = { target, found };
      waiters.add(waiter);
      lookSoon();
      return () => {
        waiters.delete(waiter);
        restIfIdle();
      };
    },
    close() {
      waiters.clear();
      restIfIdle();
    },
  };
};
