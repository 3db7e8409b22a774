import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import type { Placement, Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";

export interface BesideOptions {
  /** `corner`: centred on the end of its top edge. */
  readonly placement: Placement | "corner";
  /** Laid around the anchor. */
  readonly ring?: Element | null;
  /** After each placing; `inView` says whether the anchor is in the window. */
  onPlaced(inView: boolean): void;
}

/** Room between the target and the card: the ring, the arrow and a little air. */
const GAP = 14;
/** How far from the card's corner its arrow is at least. */
const INSET = 24;

const besideIt = [
  // A card beside something small moves a little past it, so that its arrow still meets the middle.
  offset(({ rects, placement }) => ({
    mainAxis: GAP,
    alignmentAxis: Math.min(0, rects.reference[isUpright(placement) ? "width" : "height"] / 2 - INSET),
  })),
  flip({ padding: 8, fallbackAxisSideDirection: "end" }),
  // What fills the window leaves no room beside it: then the card stands on it.
  shift(({ rects }) => ({ padding: 8, crossAxis: rects.reference.height > innerHeight / 2 })),
];
const onCorner = [
  offset(({ rects }) => ({ mainAxis: -rects.floating.height / 2, alignmentAxis: -rects.floating.width / 2 })),
];

/**
 * Keeps `card` beside `anchor` until the undo is called. It writes `--x`, `--y` (where the card is), `--at` (where on its
 * side the arrow is) and `data-side`; what these do is up to the styles, so that a phone can make a sheet of it.
 */
export const keepBeside = (anchor: Element, card: HTMLElement, options: BesideOptions): Undo => {
  let live = true;
  const update = () => {
    computePosition(anchor, card, {
      strategy: "fixed",
      placement: sideOf(options.placement, anchor),
      middleware: [
        ...(options.placement === "corner" ? onCorner : besideIt),
        { name: "rects", fn: ({ rects }) => ({ data: rects }) },
      ],
    })
      .then(({ x, y, placement, middlewareData }) => {
        if (!live) return;
        const { reference, floating } = middlewareData.rects as Rects;
        const side = placement.split("-")[0]!;
        const at = isUpright(side)
          ? meet(x, floating.width, reference.x, reference.width)
          : meet(y, floating.height, reference.y, reference.height);
        write(card, { x, y, at });
        card.dataset.side = side;
        if (options.ring) layRing(options.ring as HTMLElement, anchor, reference);
        options.onPlaced(isInWindow(reference));
      })
      .catch(() => {});
  };
  const stop = attempt(() => autoUpdate(anchor, card, () => attempt(update)));
  return () => {
    live = false;
    stop?.();
  };
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Rects {
  readonly reference: Box;
  readonly floating: Box;
}

const isUpright = (placement: string): boolean => /^[tb]/.test(placement);

const sideOf = (placement: BesideOptions["placement"], anchor: Element) => {
  const isLeftward = getComputedStyle(anchor).direction === "rtl";
  switch (placement) {
    case "corner":
      return "top-end";
    case "start":
      return isLeftward ? "right-start" : "left-start";
    case "end":
      return isLeftward ? "left-start" : "right-start";
    case "auto":
      return "bottom-start";
    default:
      return `${placement}-start` as const;
  }
};

/** The middle of what card and anchor share along an axis, counted from the card's edge and clear of its corners. */
const meet = (card: number, size: number, anchor: number, length: number): number =>
  Math.max(
    INSET,
    Math.min(size - INSET, (Math.max(card, anchor) + Math.min(card + size, anchor + length)) / 2 - card),
  );

const layRing = (ring: HTMLElement, anchor: Element, { x, y, width, height }: Box) => {
  write(ring, { x, y, w: width, h: height });
  ring.style.setProperty("--r", getComputedStyle(anchor).borderRadius);
};

/** Whole pixels keep text and hairlines sharp. */
const write = (element: HTMLElement, pixels: Readonly<Record<string, number>>) => {
  for (const name in pixels) element.style.setProperty(`--${name}`, `${Math.round(pixels[name]!)}px`);
};

const isInWindow = ({ x, y, width, height }: Box): boolean =>
  x < innerWidth && y < innerHeight && x + width >= 0 && y + height >= 0;
