import { attempt } from "./attempt.ts";

/** Phones show sheets; the styles ask the same. */
export const isPhone = (): boolean => matchMedia("(width < 480px)").matches;

/** Whether it is whole in the window. */
export const isInSight = (element: Element): boolean => {
  const { top, left, bottom, right } = element.getBoundingClientRect();
  return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
};

/** Scrolls kindly to it, through whatever scrolls around it. */
export const revealTarget = (element: Element): void => {
  // On a phone the place of the sheet depends on where the scroll ends.
  const isQuick = isPhone() || matchMedia("(prefers-reduced-motion: reduce)").matches;
  attempt(() =>
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: isQuick ? "instant" : "smooth" }),
  );
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
