import type { BrowserContext, Page } from "playwright-core";

/**
 * What does not fit on the screen, in words: a text that leaves its box or a box that it stands in, one that runs under a
 * cross or another button, a box that leaves the window. Empty where all fits.
 */
export const findOverflow = (page: Page): Promise<string[]> => page.evaluate(measure);

/** Gives pages the same as `window.findOverflow()`, for those who look many times. */
export const addFindOverflow = (visitor: BrowserContext): Promise<unknown> =>
  visitor.addInitScript(`window.findOverflow = ${measure}`);

/** Runs in the page. */
function measure(): string[] {
  const SLACK = 1;
  const BOXES = ".surface,.button,.launcher,.opener,.row,.doc,.choice,.contact,.menu,.pause,.ends,.score";
  const faults: string[] = [];
  const roots = [...document.querySelectorAll("milepost-root,milepost-slot")].map((host) => host.shadowRoot!);
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".region");

  /** What is left of it within all that scrolls around it. */
  function clip(box: { readonly top: number; readonly bottom: number }, inner: Element) {
    let { top, bottom } = box;
    for (let at = inner.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowY === "visible") continue;
      const outer = at.getBoundingClientRect();
      top = Math.max(top, outer.top);
      bottom = Math.min(bottom, outer.bottom);
    }
    return { top, bottom };
  }

  function checkText(text: Text): void {
    const parent = text.parentElement;
    if (!text.data.trim() || !parent || !isSeen(parent) || parent.closest("style")) return;
    // What is too long for a pill or the launcher is cut off there, and says so.
    if (parent.closest(":is(.pill,.launcher) .name")) return;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom, width } of range.getClientRects()) {
      if (width === 0) continue;
      for (let box = parent.closest(BOXES); box; box = box.parentElement?.closest(BOXES) ?? null) {
        const outer = box.getBoundingClientRect();
        if (left < outer.left - SLACK || right > outer.right + SLACK)
          faults.push(`"${text.data.slice(0, 30)}" leaves .${box.className}`);
      }
      const seen = clip({ top, bottom }, parent);
      for (const tool of parent.closest(".surface")?.querySelectorAll(".tool .icon,.button") ?? []) {
        // What is scrolled runs under the cross, which is not seen through.
        if (!isSeen(tool) || tool.contains(parent) || parent.closest(".in")?.scrollTop) continue;
        const it = tool.getBoundingClientRect();
        const { top: from, bottom: to } = clip(it, tool);
        if (left < it.right - SLACK && right > it.left + SLACK && seen.top < to - 3 && seen.bottom > from + 3)
          faults.push(
            `"${text.data.slice(0, 30)}" runs under ${tool.closest("button,a")?.ariaLabel ?? tool.textContent}`,
          );
      }
    }
  }

  for (const root of roots) {
    for (const box of root.querySelectorAll(".surface,.launcher,.opener,.tool,.button")) {
      const { left, right, width, top, bottom } = box.getBoundingClientRect();
      if (isSeen(box) && width > 0 && (left < -SLACK || right > innerWidth + SLACK))
        faults.push(`.${box.className} leaves the window`);
      if (
        isSeen(box) &&
        box.matches(".surface:not(.inline)") &&
        (top < -SLACK || bottom > innerHeight + SLACK)
      )
        faults.push(`.${box.className} is higher than the window`);
    }
    for (const box of root.querySelectorAll(".surface,.in,.scroll,.checklist ul")) {
      if (isSeen(box) && box.scrollWidth > box.clientWidth + SLACK)
        faults.push(`.${box.className} scrolls sideways`);
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) checkText(walker.currentNode as Text);
  }
  return [...new Set(faults)];
}
