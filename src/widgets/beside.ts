import { arrow, autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import type { Placement, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Side = "top" | "bottom" | "left" | "right";

/** Room between the target and the card: the ring, the arrow and a little air. */
const GAP = 14;
/** Room between the card and the edge of the window. */
const EDGE = 8;
/** How far from the card's corner its arrow is at least. */
const ARROW_INSET = 17;

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
  // Where it is in our window, also from within a frame, and whatever scrolls or clips it there.
  const reference = { getBoundingClientRect: () => toRect(boxOf(anchor)) };
  let gone = false;

  const place = async (box: Box, isLeftward: boolean): Promise<void> => {
    if (options.placement === "corner") {
      const corner = box.x + (isLeftward ? 0 : box.width);
      write(card, { x: corner - card.offsetWidth / 2, y: box.y - card.offsetHeight / 2 });
      card.dataset.side = "corner";
      return;
    }
    const tip = card.querySelector<HTMLElement>(".arrow");
    const half = (tip?.offsetWidth ?? 0) / 2;
    const { offsetWidth: width, offsetHeight: height } = card;
    const { x, y, placement, middlewareData } = await computePosition(reference, card, {
      strategy: "fixed",
      placement: `${sideOf(options.placement, isLeftward)}-start`,
      middleware: [
        offset(GAP),
        flip({ padding: EDGE, fallbackAxisSideDirection: "end" }),
        // Where it fits nowhere beside it, rather over it than out of the window.
        shift({ padding: EDGE, crossAxis: true }),
        tip && arrow({ element: tip, padding: ARROW_INSET }),
      ],
    });
    if (gone) return;
    write(card, { x, y, at: (middlewareData.arrow?.x ?? middlewareData.arrow?.y ?? 0) + half });
    card.dataset.side = overlap({ x, y, width, height }, box) ? "over" : placement.split("-")[0];
  };

  const update = async (): Promise<void> => {
    // All is read before anything is written, so that the page is laid out once.
    const box = boxOf(anchor);
    const { direction, borderRadius: radius } = getComputedStyle(anchor);
    await place(box, direction === "rtl");
    if (gone) return;
    if (options.ring) {
      write(options.ring, { x: box.x, y: box.y, w: box.width, h: box.height });
      options.ring.style.setProperty("--r", radius === "0px" ? "4px" : radius);
    }
    options.onPlaced(
      box.x < innerWidth && box.y < innerHeight && box.x + box.width >= 0 && box.y + box.height >= 0,
    );
  };

  const stop = attempt(() => autoUpdate(anchor, card, () => void update().catch(() => {})));
  return () => {
    gone = true;
    stop?.();
  };
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

const toRect = ({ x, y, width, height }: Box) => DOMRect.fromRect({ x, y, width, height });

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Whole pixels keep text and hairlines sharp. */
const write = (element: HTMLElement, pixels: Readonly<Record<string, number>>) => {
  for (const name in pixels) element.style.setProperty(`--${name}`, `${Math.round(pixels[name]!)}px`);
};
