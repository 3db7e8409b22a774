import type { ElementPlan, Target } from "../domain/plan/plan.ts";
import type { Clock, Pages, Undo } from "../ports.ts";

/** How elements are found. */
export interface Finder {
  /** All that the target leads to, hidden ones too; what could change the answer is then watched. */
  findAll(target: Target): Element[];
  close(): void;
}

export interface ElementsOptions {
  readonly page: Window & typeof globalThis;
  readonly pages: Pick<Pages, "onChange">;
  readonly clock: Clock;
  /** Makes what calls `onChange` whenever other elements may be found. */
  createFinder(onChange: () => void): Finder;
  /** Ends it all. */
  readonly end: AbortSignal;
}

/** However much a page changes, it is searched no oftener; nobody notices so short a delay. */
const APART_MS = 100;

/**
 * Tells which elements a page has, by their keys, whenever that has changed, and anew for each page. One that has to be visible counts while any part of it is in the window and not clipped,
 * hidden or fully transparent. The page is laid out by the browser alone, in its own time: where things are is told by an
 * observer and never asked for.
 */
export function watchElements(
  plans: readonly ElementPlan[],
  tell: (keys: ReadonlySet<string>) => void,
  { page, pages, clock, createFinder, end }: ElementsOptions,
): void {
  if (end.aborted) return;
  let found: Array<readonly [plan: ElementPlan, elements: readonly Element[]]> = [];
  let observed = new Set<Element>();
  const inWindow = new WeakSet<Element>();
  let told: string | undefined = "";
  let callOff: Undo | undefined;

  const isSeen = (element: Element): boolean =>
    inWindow.has(element) &&
    (element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true);
  const judge = (): void => {
    const there = found.filter(([{ visible }, elements]) => (visible ? elements.some(isSeen) : elements[0]));
    const keys = there.map(([{ key }]) => key);
    if (told === (told = keys.join())) return;
    tell(new Set(keys));
  };
  const observer = new page.IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRect: part } of entries) {
        // What is clipped to nothing touches its edge all the same, which counts as intersecting.
        const isIn = part.width > 0 && part.height > 0;
        isIn ? inWindow.add(target) : inWindow.delete(target);
      }
      judge();
    },
    // Besides the edge, a little more: what unfolds from nothing crosses that.
    { threshold: [0, 0.01] },
  );
  const look = (): void => {
    callOff = undefined;
    found = plans.map((plan) => [plan, finder.findAll(plan.target)]);
    const next = new Set(found.flatMap(([{ visible }, elements]) => (visible ? elements : [])));
    for (const element of observed) {
      if (next.has(element)) continue;
      observer.unobserve(element);
      inWindow.delete(element);
    }
    for (const element of next) if (!observed.has(element)) observer.observe(element);
    observed = next;
    judge();
  };
  const lookSoon = (): void => {
    callOff ??= clock.wake(clock.now() + APART_MS, look);
  };
  const finder = createFinder(lookSoon);
  const leave = pages.onChange(() => {
    told = undefined;
    lookSoon();
  });
  end.addEventListener("abort", () => {
    leave();
    callOff?.();
    observer.disconnect();
    finder.close();
  });
  look();
}
