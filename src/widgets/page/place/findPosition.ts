import { arrow, computePosition, flip, offset, type Platform, shift } from "@floating-ui/core";
import type { Placement } from "../../../sdk/stage.ts";
import { type Area, overlap } from "./pointer.ts";

export const SIDES = ["bottom", "top", "right", "left"] as const;
export type Side = (typeof SIDES)[number];

/** Room between the target and the card: the ring, the arrow and a little air. */
const GAP = 14;
/** Room between the card and the edge of what is seen of the window. */
const EDGE = 8;
/** How far from the card's corner the middle of its arrow is at least. */
const INSET = 23;

/** Where a card stands; in pixels of the window. */
export interface Position extends Area {
  readonly side: Side;
  /** Where on that side of the card its arrow is. */
  readonly at: number;
}

export interface PositionOptions {
  /** The size of the card. */
  readonly width: number;
  readonly height: number;
  /** Where it may stand at all. */
  readonly room: Area;
  /** Each is tried, with its opposite and the others behind it, until a spot pleases. */
  readonly sides: Iterable<Side>;
  /** The target's text runs from right to left. */
  readonly isLeftward: boolean;
  pleases(spot: Area): boolean;
}

/**
 * The first spot beside `target` that is wholly in the room, does not cover the target, and pleases. `"taken"` where
 * there are some, and none that pleases; `undefined` where there is no room.
 */
export const findPosition = async (
  target: Area,
  options: PositionOptions,
): Promise<Position | "taken" | undefined> => {
  let isTaken = false;
  for (const side of options.sides) {
    const spot = await tryOn(side, target, options);
    if (!fits(spot, options.room) || overlap(spot, target)) continue;
    if (options.pleases(spot)) return spot;
    isTaken = true;
  }
  return isTaken ? "taken" : undefined;
};

const tryOn = async (side: Side, target: Area, { width, height, room, isLeftward }: PositionOptions) => {
  const { x, y, placement, middlewareData } = await computePosition(
    target,
    {},
    {
      strategy: "fixed",
      placement: `${side}-start`,
      platform: platformOf(target, { width, height }, room, isLeftward),
      middleware: [
        offset(GAP),
        flip({ padding: EDGE, fallbackAxisSideDirection: "end" }),
        shift({ padding: EDGE, crossAxis: true }),
        arrow({ element: ARROW, padding: INSET }),
      ],
    },
  );
  const at = middlewareData.arrow?.x ?? middlewareData.arrow?.y ?? 0;
  return { x, y, width, height, side: placement.split("-")[0] as Side, at };
};

/** All is known before: there is nothing to be asked of a page. */
const platformOf = (
  reference: Area,
  card: { readonly width: number; readonly height: number },
  room: Area,
  isLeftward: boolean,
): Platform => ({
  getElementRects: () => ({ reference, floating: { x: 0, y: 0, ...card } }),
  getDimensions: (element) => (element === ARROW ? { width: 0, height: 0 } : card),
  getClippingRect: () => room,
  isRTL: () => isLeftward,
});

/** Stands for the arrow's middle, which has no size. */
const ARROW = {};

const fits = ({ x, y, width, height }: Area, room: Area): boolean =>
  x >= room.x && y >= room.y && x + width <= room.x + room.width && y + height <= room.y + room.height;

/** The side that was wanted, in a text that runs this way. */
export const sideOf = (placement: Placement, isLeftward: boolean): Side => {
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
