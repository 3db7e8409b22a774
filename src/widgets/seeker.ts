import type { Target, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
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

/** Nodes may come to be seen without a change of the tree: a frame loads, a transition ends. */
const ALSO = ["load", "toggle", "transitionend", "animationend"];

/** Waits for elements, all with one observer that looks at most once a frame and rests when nobody waits. */
export const createSeeker = (): Seeker => {
  const waiters = new Set<Waiter>();
  let frame = 0;
  let watched = new Set<Node>();
  let listening = new AbortController();

  const look = () => {
    frame = 0;
    for (const waiter of [...waiters])
      attempt(() => {
        const element = waiters.has(waiter) && findTarget(waiter.target, watch);
        if (!element) return;
        waiters.delete(waiter);
        waiter.found(element);
      });
    restIfIdle();
  };
  const lookSoon = () => {
    if (waiters.size) frame ||= requestAnimationFrame(look);
  };
  const observer = new MutationObserver(lookSoon);

  const watch = (node: Node) => {
    if (watched.has(node)) return;
    watched.add(node);
    if (isElement(node)) {
      // A shadow root that is attached when its element is defined shows in no mutation.
      if (node.localName.includes("-")) customElements.whenDefined(node.localName).then(lookSoon, () => {});
      return;
    }
    observer.observe(node, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const type of ALSO)
      node.addEventListener(type, lookSoon, { capture: true, passive: true, signal: listening.signal });
  };

  const restIfIdle = () => {
    if (waiters.size) return;
    cancelAnimationFrame(frame);
    frame = 0;
    observer.disconnect();
    listening.abort();
    listening = new AbortController();
    watched = new Set();
  };

  return {
    whenFound(target, found) {
      const waiter = { target, found };
      waiters.add(waiter);
      window.addEventListener("resize", lookSoon, { passive: true, signal: listening.signal });
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

const isElement = (node: Node): node is Element => node.nodeType === 1;
