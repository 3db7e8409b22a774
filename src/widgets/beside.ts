import { arrow, autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import type { Placement, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { type Area, overlap, type Pointer } from "./pointer.ts";

const SIDES = ["bottom", "top", "right", "left"] as const;
type Side = (typeof SIDES)[number];

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
  /** The card does not open under it: it takes another side, or waits. */
  readonly pointer?: Pointer | undefined;
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
  const reference = { getBoundingClientRect: () => toRect(areaOf(anchor)) };
  const { pointer } = options;
  let gone = false;
  /** The side that it has opened on; it may still be flipped to the opposite one. */
  let side: Side | undefined;

  const place = async (box: Area, isLeftward: boolean): Promise<void> => {
    if (options.placement === "corner") {
      const corner = box.x + (isLeftward ? 0 : box.width);
      write(card, { x: corner - card.offsetWidth / 2, y: box.y - card.offsetHeight / 2 });
      card.dataset.side = "corner";
      return;
    }
    const tip = card.querySelector<HTMLElement>(".arrow");
    const half = (tip?.offsetWidth ?? 0) / 2;
    const { offsetWidth: width, offsetHeight: height } = card;
    const wanted = sideOf(options.placement, isLeftward);
    for (const on of side ? [side] : new Set([wanted, ...SIDES])) {
      const { x, y, placement, middlewareData } = await computePosition(reference, card, {
        strategy: "fixed",
        placement: `${on}-start`,
        middleware: [
          offset(GAP),
          flip({ padding: EDGE, fallbackAxisSideDirection: "end" }),
          // Where it fits nowhere beside it, rather over it than out of the window.
          shift({ padding: EDGE, crossAxis: true }),
          tip && arrow({ element: tip, padding: ARROW_INSET }),
        ],
      });
      const area = { x, y, width, height };
      if (gone) return;
      if (!side && pointer?.isOver(area)) continue;
      side = on;
      write(card, { x, y, at: (middlewareData.arrow?.x ?? middlewareData.arrow?.y ?? 0) + half });
      card.dataset.side = overlap(area, box) ? "over" : placement.split("-")[0];
      return;
    }
  };

  const update = async (): Promise<void> => {
    // All is read before anything is written, so that the page is laid out once.
    const box = areaOf(anchor);
    const { direction, borderRadius: radius } = getComputedStyle(anchor);
    await place(box, direction === "rtl");
    if (gone || !card.dataset.side) return;
    if (options.ring) {
      write(options.ring, { x: box.x, y: box.y, w: box.width, h: box.height });
      options.ring.style.setProperty("--r", radius === "0px" ? "4px" : radius);
    }
    options.onPlaced(
      box.x < innerWidth && box.y < innerHeight && box.x + box.width >= 0 && box.y + box.height >= 0,
    );
  };

  const look = () => void update().catch(() => {});
  const stop = attempt(() => autoUpdate(anchor, card, look));
  const ignore = pointer?.onMove(() => side || look());
  return () => {
    gone = true;
    ignore?.();
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
const areaOf = (element: Element): Area => {
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

const toRect = ({ x, y, width, height }: Area) => DOMRect.fromRect({ x, y, width, height });

/** Whole pixels keep text and hairlines sharp. */
const write = (element: HTMLElement, pixels: Readonly<Record<string, number>>) => {
  for (const name in pixels) element.style.setProperty(`--${name}`, `${Math.round(pixels[name]!)}px`);
};
