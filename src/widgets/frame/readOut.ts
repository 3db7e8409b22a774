import type { Kit } from "./kit.ts";

/** Says to screen readers what stands in `box`, once they are free. */
export const readOut = (kit: Kit, box: Element): void =>
  kit.announce(
    [...box.querySelectorAll(".title,p,li")]
      .map((one) => one.textContent.trim())
      .join(". ")
      .replace(/([.!?…])\. /g, "$1 "),
    box.querySelector<HTMLElement>("[lang]")?.lang,
  );
