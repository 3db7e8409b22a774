import { attempt } from "./attempt.ts";

/** Phones show sheets; the styles ask the same. */
export const isPhone = (): boolean => matchMedia("(width < 480px)").matches;

/** How much of a target has to be seen, in pixels. */
const ENOUGH = 48;

/**
 * Scrolls kindly to `element`, through whatever scrolls around it, unless enough of it is seen already. What its
 * surroundings clip counts as unseen, which only an observer knows.
 */
export const revealTarget = (element: Element): void => {
  const observer = new IntersectionObserver(([entry]) => {
    observer.disconnect();
    const { intersectionRect: seen, boundingClientRect: whole } = entry!;
    if (seen.width >= Math.min(whole.width, ENOUGH) && seen.height >= Math.min(whole.height, ENOUGH)) return;
    // On a phone the place of the sheet depends on where the scroll ends.
    const isQuick = isPhone() || matchMedia("(prefers-reduced-motion: reduce)").matches;
    attempt(() =>
      element.scrollIntoView({
        block: "center",
        inline: "nearest",
        behavior: isQuick ? "instant" : "smooth",
      }),
    );
  });
  observer.observe(element);
};

/**
 * Scrolls what is around `element` until it ends above `bottom`, a height in the window. Answers whether it came so far:
 * what is fixed, or at the end of its page, does not.
 */
export const liftAbove = (element: Element, bottom: number): boolean => {
  const under = () => element.getBoundingClientRect().bottom - bottom;
  for (
    let box: Element | null | undefined = element;
    box && under() > 0;
    box = box.parentElement ?? (box.getRootNode() as ShadowRoot).host
  )
    box.scrollBy({ top: under(), behavior: "instant" });
  return under() <= 0;
};
