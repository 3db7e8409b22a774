import type { Placement, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { onMove } from "./onMove.ts";
import { type Box, placeBeside, type Side } from "./place.ts";

export interface BesideOptions {
  /** `corner`: centred on the end of the anchor's top edge. */
  readonly placement: Placement | "corner";
  /** Laid around the anchor. */
  readonly ring?: HTMLElement | null;
  /** After each placing; `inWindow` says whether the anchor can be seen. */
  onPlaced(inWindow: boolean): void;
}

/**
 * Keeps `card` beside `anchor` until the undo is called, through scrolls, resizes and moves, without polling. It writes
 * `--x`, `--y` (where the card is), `--at` (where on its side the arrow is) and `data-side`; what these do is up to the
 * styles, so that a phone can make a sheet of it.
 */
export const keepBeside = (anchor: Element, card: HTMLElement, options: BesideOptions): Undo => {
  const update = () => {
    const box = boxOf(anchor);
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    const isLeftward = getComputedStyle(anchor).direction === "rtl";
    if (options.placement === "corner") {
      const corner = box.x + (isLeftward ? 0 : box.width);
      write(card, { x: corner - size.width / 2, y: box.y - size.height / 2 });
      card.dataset.side = "corner";
    } else {
      const { clientWidth: width, clientHeight: height } = document.documentElement;
      const { side, x, y, at } = placeBeside(
        box,
        size,
        { width, height },
        sideOf(options.placement, isLeftward),
        isLeftward,
      );
      write(card, { x, y, at });
      card.dataset.side = side;
    }
    if (options.ring) {
      write(options.ring, { x: box.x, y: box.y, w: box.width, h: box.height });
      const radius = getComputedStyle(anchor).borderRadius;
      options.ring.style.setProperty("--r", radius === "0px" ? "4px" : radius);
    }
    options.onPlaced(
      box.x < innerWidth && box.y < innerHeight && box.x + box.width >= 0 && box.y + box.height >= 0,
    );
  };
  return attempt(() => onMove(anchor, card, () => attempt(update))) ?? (() => {});
};

const sideOf = (placement: Placement, isLeftward: boolean): Side => {
  switch (placement) {
    case "auto":
      return "bottom";
    case "start":
      return isLeftward ? "right" : "left";
    case "end":
      return isLeftward ? "left" : "right";
    default:
      return placement;
  }
};

/** Where it is in our window; what is in a frame is where its frame is, and then some. */
const boxOf = (element: Element): Box => {
  let { x, y, width, height } = element.getBoundingClientRect();
  for (
    let frame = element.ownerDocument.defaultView?.frameElement;
    frame && element.ownerDocument !== document;
    element = frame, frame = frame.ownerDocument.defaultView?.frameElement
  ) {
    const outer = frame.getBoundingClientRect();
    x += outer.x + frame.clientLeft;
    y += outer.y + frame.clientTop;
  }
  return { x, y, width, height };
};

/** Whole pixels keep text and hairlines sharp. */
const write = (element: HTMLElement, pixels: Readonly<Record<string, number>>) => {
  for (const name in pixels) element.style.setProperty(`--${name}`, `${Math.round(pixels[name]!)}px`);
};
