import { frameOf, parentOf } from "./tree.ts";

/** All else is dead while one of these is open, or at least below it. */
const LAYERS = ":is(:modal,:popover-open,[aria-modal=true])";
/** What is modal by its own word. */
const MODAL = ":modal,[aria-modal=true]";
const DIALOGS = "[role=dialog],[role=alertdialog]";
/** The same one by one: for each of them alone a browser passes over a large page in a third of the time. */
const SIGNS = ["dialog:modal", ...`[aria-modal=true],${DIALOGS}`.split(",")];
/** Many libraries say nothing of it and take everything beside these from screen readers. */
const LISTS = "[role=menu],[role=listbox]";
const FIELDS = "a[href],button,input,select,textarea";
const CONTROLS = `${FIELDS},[tabindex]`;
const DEAF = "[inert],[aria-hidden=true]";

/** The layer of this document that holds `element`, seen through the borders of shadow roots and frames. */
export const layerAround = (element: Element, host: Element): Element | undefined => {
  let outermost: Element | undefined;
  for (let at: Element | null = element; at; at = parentOf(at) ?? frameOf(at)) {
    if (at.ownerDocument !== document) continue;
    if (at.matches(LAYERS)) return at;
    if (at.matches(`${DIALOGS},${LISTS}`) && isOnlyOneHeard(at, host)) outermost = at;
  }
  return outermost;
};

/** The dialog that is open in the page and makes all beside it dead: the one with the focus, else the last. */
export const findDialog = (host: Element): Element | undefined => {
  const isDialog = (one: Element) =>
    isOpen(one) && (one.matches(MODAL) || (one.matches(DIALOGS) && isOnlyOneHeard(one, host)));
  const focus = document.activeElement;
  // What has the focus in a root of ours may be a dialog of ours.
  for (let at = focus; at; at = parentOf(at)) if (isDialog(at)) return at;
  const isAny = document.fullscreenElement || SIGNS.some((sign) => document.querySelector(sign));
  return isAny ? [...document.querySelectorAll(`${MODAL},${DIALOGS}`)].findLast(isDialog) : undefined;
};

/**
 * Where in a layer we go. Some call the dialog a box that has no size, or fills the window, and take what is not in the
 * panel in it for beside the dialog: a press there closes it. The panel is what has all of its controls.
 */
export const panelOf = (layer: Element): Element => {
  const { width, height } = layer.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  if (width * height > 0 && (width < clientWidth || height < clientHeight)) return layer;
  const controls = [...layer.querySelectorAll(FIELDS)].filter((one) => !one.closest(DEAF));
  const panel = [...layer.children].find(
    (box) => controls.length > 0 && controls.every((one) => box !== one && box.contains(one)),
  );
  return panel ? panelOf(panel) : layer;
};

/** Whether a layer that was found is there still. */
export const isOpen = (layer: Element): boolean =>
  layer.isConnected &&
  layer.matches(`${LAYERS},${DIALOGS},${LISTS}`) &&
  !layer.closest(DEAF) &&
  (layer.checkVisibility?.({ visibilityProperty: true }) ?? layer.getClientRects().length > 0);

const isOnlyOneHeard = (layer: Element, host: Element): boolean =>
  layer.contains(host) || (!layer.closest(DEAF) && (!!host.closest(DEAF) || hasSilencedAll(layer, host)));

/**
 * Whether the page has silenced all beside `layer` in which something can be done. It did so when it opened that, and what
 * has come later, as our element may have, was not there to be silenced. Live regions stay heard.
 */
const hasSilencedAll = (layer: Element, host: Element): boolean => {
  let hasSilenced = false;
  for (let at = layer; at.parentElement; at = at.parentElement)
    for (const other of at.parentElement.children) {
      if (other === at || other === host || other.matches("[aria-live]")) continue;
      if (!other.querySelector(CONTROLS)) continue;
      if (!other.matches(DEAF)) return false;
      hasSilenced = true;
    }
  return hasSilenced;
};

/** We are to be heard where we have moved to, though the page had silenced us where we were. */
export const unsilence = (host: Element): void => {
  for (const name of ["inert", "aria-hidden"]) if (host.hasAttribute(name)) host.removeAttribute(name);
};

/**
 * Calls `look` when a dialog may have opened or closed: the focus goes there, or our element is silenced. Some give their
 * box the focus and draw the dialog into it in the next frame, so it is looked once more then. What is pressed in ours would
 * lose its click if it were moved meanwhile.
 */
export const followDialogs = (host: Element, look: () => void, signal: AbortSignal): void => {
  const observer = new MutationObserver(look);
  observer.observe(host, { attributes: true, attributeFilter: ["inert", "aria-hidden"] });
  let frame = 0;
  signal.addEventListener("abort", () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  });
  const onFocus = () => {
    if (host.matches(":active"))
      return window.addEventListener("click", look, { capture: true, once: true, signal });
    look();
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!host.matches(":active")) look();
    });
  };
  document.addEventListener("focusin", onFocus, { capture: true, signal });
  look();
};
