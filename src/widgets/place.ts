export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export type Side = "top" | "bottom" | "left" | "right";

export interface Spot {
  /** `over`: it found no room beside. */
  readonly side: Side | "over";
  readonly x: number;
  readonly y: number;
  /** Where on the card's near edge its arrow is, from the left or the top. */
  readonly at: number;
}

/** Room between the target and the card: the ring, the arrow and a little air. */
const GAP = 14;
/** Room between the card and the edge of the window. */
const EDGE = 8;
/** How far from the card's corner its arrow is at least. */
const INSET = 24;

/**
 * Where a card goes beside its anchor, in pixels of the window: on the wanted side if it fits there, else on the opposite
 * one, else across; where it fits nowhere, on top of the anchor. Along the anchor it begins where the anchor does (ends,
 * from right to left), and is pushed to stay in the window.
 */
export const placeBeside = (
  anchor: Box,
  card: Size,
  window: Size,
  wanted: Side,
  isLeftward: boolean,
): Spot => {
  const x = span(anchor.x, anchor.width, card.width, window.width, isLeftward);
  const y = span(anchor.y, anchor.height, card.height, window.height, false);
  const isUpright = (side: Side) => side === "top" || side === "bottom";
  const side = ORDER[wanted].find((one) => (isUpright(one) ? y : x).fits[isBefore(one) ? 0 : 1]);
  if (!side) return { side: "over", x: x.along, y: y.within, at: x.at };
  const [main, cross] = isUpright(side) ? [y, x] : [x, y];
  const away = isBefore(side) ? main.before : main.after;
  return isUpright(side)
    ? { side, x: cross.along, y: away, at: cross.at }
    : { side, x: away, y: cross.along, at: cross.at };
};

const ORDER: Readonly<Record<Side, readonly Side[]>> = {
  top: ["top", "bottom", "right", "left"],
  bottom: ["bottom", "top", "right", "left"],
  left: ["left", "right", "bottom", "top"],
  right: ["right", "left", "bottom", "top"],
};

const isBefore = (side: Side): boolean => side === "top" || side === "left";

/** The choices that one axis leaves. */
const span = (anchor: number, length: number, card: number, window: number, fromEnd: boolean) => {
  const last = window - EDGE - card;
  const clamp = (value: number) => Math.max(EDGE, Math.min(last, value));
  // Beside something small the card moves a little past it, so that its arrow still meets the middle.
  const past = Math.min(0, length / 2 - INSET);
  const along = clamp(fromEnd ? anchor + length - card - past : anchor + past);
  const before = anchor - GAP - card;
  const after = anchor + length + GAP;
  const middle = (Math.max(along, anchor) + Math.min(along + card, anchor + length)) / 2 - along;
  return {
    before,
    after,
    along,
    within: clamp(after),
    fits: [before >= EDGE, after <= last],
    at: Math.max(INSET, Math.min(card - INSET, middle)),
  };
};
