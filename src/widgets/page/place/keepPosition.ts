import type { Placement, Undo } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { frameOf, holdsFocus } from "../tree.ts";
import { faceOf } from "./box.ts";
import { findPosition, SIDES, sideOf } from "./findPosition.ts";
import { followBoxes } from "./followBoxes.ts";
import { createOwnLists } from "./ownLists.ts";
import { type Area, overlap, type Pointer } from "./pointer.ts";
import { isPhone } from "./reveal.ts";
import { getRoom, getVisibleRect, type VisibleRect } from "./visibleRect.ts";

export interface KeepPositionOptions {
  readonly placement?: Placement;
  /** Places it otherwise than beside the anchor, of which a part can be seen; it has a `data-side` where it stands. */
  place?(sight: Required<VisibleRect>, isLeftward: boolean): void;
  /** Laid around what is seen of the anchor. */
  readonly ring?: HTMLElement | null;
  /** The card does not open under it: it takes another side, or waits. */
  readonly pointer?: Pointer | undefined;
  /**
   * The card steps aside while a list of the anchor's is open, or away where there is no room beside that.
   * @param look to be called whenever something in the page has changed.
   */
  watch?(look: () => void): Undo;
  /**
   * After each look at the anchor; `isSeen` says whether a part of it can be seen, `isHeld` that the card stands nowhere
   * yet since the pointer is on each of its places.
   */
  onPlaced(isSeen: boolean, isHeld?: boolean): void;
}

/**
 * Keeps `card` beside `anchor` until the undo is called, through scrolls, resizes and moves, without polling. It writes
 * `--x`, `--y` (where the card is), `--at` (where on its side the arrow is) and `data-side`; what these do is up to the
 * styles. On a phone, and where there is no room beside the anchor, the side is `sheet`. While the anchor is out of sight
 * the card has no side, and is not seen either, unless the user is in it.
 */
export const keepPosition = (anchor: Element, card: HTMLElement, options: KeepPositionOptions): Undo => {
  const { pointer, placement = "auto", ring } = options;
  let gone = false;
  /**
   * The side that it stands on: it stays there for as long as it fits, so that it does not jump to and fro, also where the
   * anchor was drawn anew.
   */
  let side = SIDES.find((one) => one === card.dataset.side);

  const look = () => void update().catch(() => {});
  const lists = options.watch && createOwnLists(anchor, card, look);
  /** There is no room beside what the anchor has opened. */
  const stepAway = () => {
    if (!holdsFocus(card)) delete card.dataset.side;
  };

  const place = async ({ whole, seen = whole }: VisibleRect, isLeftward: boolean): Promise<void> => {
    if (options.place) return options.place({ whole, seen }, isLeftward);
    const opened = lists?.opened() ?? [];
    const around = lists?.around() ?? [];
    // A press in the card is none beside the list then: `ownEvents` asks for it.
    card.toggleAttribute("data-beside-list", opened.length + around.length > 0);
    const isClear = (spot: Area) => !opened.some((list) => overlap(spot, list));
    const rest = () => {
      lie(card);
      if (opened.length > 0 && !isClear(card.getBoundingClientRect())) stepAway();
    };
    if (isPhone()) return rest();
    const hasOpened = !!side || card.dataset.side === "sheet";
    const { width, height } = measure(card);
    const wanted = sideOf(placement, isLeftward);
    const sides = new Set(side ? [side, wanted, ...SIDES] : [wanted, ...SIDES]);
    const pleases = (spot: Area) => isClear(spot) && (hasOpened || !pointer?.isOver(spot));
    const more = { width, height, room: getRoom(), sides, isLeftward, pleases };
    const isBeside = (spot: Area) => pleases(spot) && !around.some((list) => overlap(spot, list));
    const all = [...opened, ...around];
    const tryAll = async () => {
      // A list is often wider than what opens it: then there is room beside both together.
      const beside =
        all.length > 0 &&
        [
          await findPosition(whole, { ...more, pleases: isBeside }),
          await findPosition(unite([whole, ...all]), more),
        ].find((spot) => typeof spot === "object");
      if (beside) return beside;
      // What is larger than the window, or clipped, has room beside the part that is seen, if anywhere.
      return (await findPosition(whole, more)) ?? findPosition(seen, more);
    };
    const spot = await tryAll();
    if (gone) return;
    if (spot === "taken") return opened.length > 0 ? stepAway() : undefined;
    if (!spot) return rest();
    ({ side } = spot);
    write(card, { x: snap(spot.x), y: snap(spot.y), at: spot.at });
    card.dataset.side = side;
  };

  const update = async (): Promise<void> => {
    // Where it is to be drawn anew, the card stays as it is until then.
    if (!anchor.isConnected) return options.onPlaced(false);
    // All is read before anything is written, so that the page is laid out once.
    const sight = getVisibleRect(anchor);
    const { seen } = sight;
    const { direction, borderRadius: radius } = getComputedStyle(anchor);
    if (seen) await place(sight, direction === "rtl");
    else if (!holdsFocus(card)) delete card.dataset.side;
    if (gone) return;
    if (ring) {
      ring.hidden = !seen;
      const { x, y, width: w, height: h } = seen ?? sight.whole;
      if (card.dataset.side) write(ring, { x, y, w, h });
      ring.style.setProperty("--r", radius === "0px" ? "4px" : radius);
    }
    const stands = !seen || !!card.dataset.side;
    if (stands || !options.place) options.onPlaced(!!seen, !stands);
  };

  const stops = framesAround(anchor).map((one) => attempt(() => followBoxes(faceOf(one), card, look)));
  const unwatch = options.watch?.(look);
  const ignore = pointer?.onMove(() => card.dataset.side || look());
  return () => {
    gone = true;
    ignore?.();
    unwatch?.();
    lists?.stop();
    for (const stop of stops) stop?.();
  };
};

/** It and the frames that it is in: each may be moved by itself. */
const framesAround = (element: Element): Element[] => {
  const frame = frameOf(element);
  return frame ? [element, ...framesAround(frame)] : [element];
};

const unite = (areas: readonly Area[]): Area => {
  const x = Math.min(...areas.map((area) => area.x));
  const y = Math.min(...areas.map((area) => area.y));
  const width = Math.max(...areas.map((area) => area.x + area.width)) - x;
  const height = Math.max(...areas.map((area) => area.y + area.height)) - y;
  return { x, y, width, height };
};

/** A sheet has other measures than a card, which is asked what it would be. */
const measure = (card: HTMLElement) => {
  if (card.dataset.side === "sheet") delete card.dataset.side;
  const { offsetWidth: width, offsetHeight: height } = card;
  return { width, height };
};

const lie = (card: HTMLElement): void => {
  card.dataset.side = "sheet";
};

/** To whole pixels of the screen: in between, text is drawn blurred, and trembles while it is moved. */
export const snap = (value: number): number => Math.round(value * devicePixelRatio) / devicePixelRatio;

export const write = (element: HTMLElement, values: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(`--${name}`, `${value}px`);
};
