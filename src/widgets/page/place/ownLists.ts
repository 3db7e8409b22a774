import type { Undo } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { holdsFocus, parentOf } from "../tree.ts";
import type { Area } from "./pointer.ts";
import { getVisibleRect } from "./visibleRect.ts";

/** What a target has to do with lists: menus, calendars, suggestions. */
export interface OwnLists {
  /** Where those stand that it has opened and that are open still; what lies over them keeps people from choosing. */
  opened(): Area[];
  /** Where the one stands that it is an entry of. */
  around(): Area[];
  readonly stop: Undo;
}

const EXPANDED = "[aria-expanded=true]";
const LISTS = "[role=menu],[role=listbox],[role=tree],[role=grid]";
/** What somebody does to a target before something opens. */
const ACTS = ["pointerdown", "keydown", "focusin", "click", "input"];
/** What appears so many milliseconds after it was done is of its making; also later, while the target has the focus or says that it is open. */
const SOON = 1000;
/** What may have closed a list, of which the page's tree need not say a word: a popover only ceases to be drawn. */
const CLOSING = ["keyup", "pointerup", "toggle"];
/** Where it is looked what lies under a card: parts of its width and height. */
const PARTS = [0.03, 0.35, 0.65, 0.97];

/**
 * Knows the lists of `anchor` by what it says of them (ARIA, the attributes of popovers), and those of which nothing is
 * said by what has come to lie under `card` after the user has done something to it.
 * @param look is called in the frame after something that may have closed one that was open.
 */
export const createOwnLists = (anchor: Element, card: Element, look: () => void): OwnLists => {
  let before: readonly Element[] = [];
  let actedAt = Number.NEGATIVE_INFINITY;
  const found = new Set<Element>();
  const listening = new AbortController();

  const note = ({ timeStamp }: Event) => {
    if (timeStamp - actedAt > SOON) before = attempt(() => getFloatsUnder(card, anchor)) ?? [];
    actedAt = timeStamp;
  };
  for (const type of ACTS) anchor.addEventListener(type, note, { capture: true, signal: listening.signal });

  let isOpen = false;
  const lookAgain = () => {
    if (isOpen) requestAnimationFrame(() => listening.signal.aborted || look());
  };
  for (const type of CLOSING)
    document.addEventListener(type, lookAgain, { capture: true, signal: listening.signal });

  const lookUnder = () => {
    const isSoon = performance.now() - actedAt <= SOON;
    if (!isSoon && !(actedAt > 0 && (holdsFocus(anchor) || getOpeners(anchor).length > 0))) return;
    for (const float of getFloatsUnder(card, anchor)) if (!before.includes(float)) found.add(float);
  };
  return {
    opened() {
      attempt(lookUnder);
      for (const one of found) if (!isDrawn(one)) found.delete(one);
      const named = (attempt(() => getNamed(anchor)) ?? []).filter(isDrawn);
      const lists = new Set([...found, ...named]);
      isOpen = lists.size > 0;
      return [...lists].map(areaOf);
    },
    around: () =>
      [anchor.closest(LISTS) ?? getNamedAround(anchor)].flatMap((list) =>
        list && list !== anchor ? areaOf(list) : [],
      ),
    stop: () => listening.abort(),
  };
};

const areaOf = (element: Element): Area => getVisibleRect(element).whole;

const isDrawn = (element: Element): boolean =>
  element.isConnected &&
  element.getClientRects().length > 0 &&
  (element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? true);

const rootOf = (element: Element) => element.getRootNode() as Document | ShadowRoot;

/** The elements whose ids stand in an attribute. */
const byIds = (element: Element, name: string): (Element | null)[] =>
  (element.getAttribute(name) ?? "")
    .split(/\s+/)
    .map((id) => (id ? rootOf(element).getElementById(id) : null));

/** The list that it is in by what the list's opener says, where the list itself has no role of one. */
const getNamedAround = (anchor: Element): Element | undefined =>
  [...rootOf(anchor).querySelectorAll(`${EXPANDED}[aria-haspopup]:not([aria-haspopup=dialog])`)]
    .flatMap((opener) => [...byIds(opener, "aria-controls"), ...byIds(opener, "aria-owns")])
    .find((list): list is Element => !!list?.contains(anchor));

/** What of it says that something is open. */
const getOpeners = (anchor: Element): Element[] => [
  ...[anchor, anchor.closest("[aria-haspopup],[role=combobox],button")].filter(
    (one): one is Element => !!one?.matches(EXPANDED),
  ),
  ...anchor.querySelectorAll(EXPANDED),
];

/** What it says to have opened. */
const getNamed = (anchor: Element): Element[] => {
  const root = rootOf(anchor);
  const { popoverTargetElement } = anchor as HTMLButtonElement;
  const lists = getOpeners(anchor).flatMap((opener) => [
    ...byIds(opener, "aria-controls"),
    ...byIds(opener, "aria-owns"),
    ...byIds(opener, "aria-activedescendant").map((entry) => entry?.closest(LISTS)),
    ...(opener.id ? root.querySelectorAll(`[aria-labelledby~="${CSS.escape(opener.id)}"]`) : []),
  ]);
  if (popoverTargetElement?.matches(":popover-open")) lists.push(popoverTargetElement as HTMLElement);
  return lists.filter((list): list is Element => !!list && !list.contains(anchor) && !anchor.contains(list));
};

/** What floats over the page under `card`, as far as the anchor is not in it. */
const getFloatsUnder = (card: Element, anchor: Element): Element[] => {
  const host = (card.getRootNode() as ShadowRoot).host;
  const { x, y, width, height } = card.getBoundingClientRect();
  const floats = new Set<Element>();
  for (const across of PARTS)
    for (const down of PARTS) {
      const under = document.elementsFromPoint(x + across * width, y + down * height);
      const float = outermostFloat(under.find((one) => one !== host) ?? null, anchor);
      if (float) floats.add(float);
    }
  return [...floats];
};

const outermostFloat = (element: Element | null, anchor: Element): Element | undefined => {
  let float: Element | undefined;
  for (let at = element; at && !at.contains(anchor); at = parentOf(at))
    if (/fixed|absolute/.test(getComputedStyle(at).position)) float = at;
  return float;
};
