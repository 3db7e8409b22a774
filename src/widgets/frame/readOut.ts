import type { WidgetContext } from "./widgetContext.ts";

/** Says to screen readers what stands in `box`, once they are free. */
export const readOut = (context: WidgetContext, box: Element): void =>
  context.announce(
    [...box.querySelectorAll(".title,p,li")]
      .map((one) => one.textContent.trim())
      .join(". ")
      // The ellipsis as an escape: a bundler leaves an expression as it is, and the file would take two bytes a character.
      .replace(/([.!?\u2026])\. /g, "$1 "),
    box.querySelector<HTMLElement>("[lang]")?.lang,
  );
