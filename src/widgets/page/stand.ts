import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "./attempt.ts";
import { findDialog, isOpen, layerAround, panelOf, unsilence } from "./dialogs.ts";
import { keepState, removeCopies } from "./presence.ts";

/** Where it goes; a page may draw what is meant anew, or may not have it yet. */
export type Container = () => Element | null | undefined;

export interface Stand {
  /** Puts it where it belongs, with all that is open and in use there. Answers whether that place is there. */
  place(): boolean;
  /** Moves over the dialog or popover that `element` is in; the undo moves back. */
  enter(element: Element): Undo;
  /**
   * Moves over the dialog that makes all beside it dead, if one is open, and back when it has closed.
   * @param whenOver waits for a condition on what `element` is in to end.
   */
  meet(whenOver: (element: Element, holds: () => boolean, run: () => void) => Undo): void;
  /** The dialog or popover that it is in. */
  layer(): Element | undefined;
  /** Waits for no dialog any more. */
  stop(): void;
}

/** Sees to where `host` stands in the page: in its container, or in the dialog or popover without which it were dead. */
export const createStand = (host: HTMLElement, shadow: ShadowRoot, container: Container): Stand => {
  const entered = new Set<{ readonly layer: Element }>();
  let dialog: Element | undefined;
  let stopWatching: Undo = () => {};
  const revive = keepState(shadow);
  /** What we were put into last. */
  let home: Element | undefined;
  const place = () => {
    const layer = [...entered].findLast((stay) => stay.layer.isConnected)?.layer;
    const modal = dialog?.isConnected ? dialog : undefined;
    const own = container();
    const parent = (modal?.contains(layer ?? null) ? layer : (modal ?? layer)) ?? own;
    if (!parent) return false;
    // A page may have put it elsewhere since: there it stays, as a page would not be the first to move it again.
    const isThere = host.isConnected && parent === home;
    if (isThere && isOnTop(host)) return true;
    const focused = attempt(() => shadow.activeElement as HTMLElement | null);
    if (!isThere) {
      home = parent;
      removeCopies(host, document);
      (parent === own ? parent : (attempt(() => panelOf(parent)) ?? parent)).append(host);
    }
    attempt(() => {
      host.popover = "manual";
      host.showPopover();
    });
    attempt(revive);
    // A browser takes the focus from what is moved.
    focused?.focus({ preventScroll: true });
    if (parent !== own) unsilence(host);
    unzoom(host);
    return host.isConnected;
  };
  place();

  const meet: Stand["meet"] = (whenOver) => {
    const own = container();
    // Where what is to hold it is not there, it is nowhere.
    const found = own && attempt(() => findDialog(host));
    const next = own && found?.contains(own) ? undefined : (found ?? undefined);
    if (next !== dialog) {
      stopWatching();
      dialog = next;
      const leave = () => {
        dialog = undefined;
        meet(whenOver);
      };
      stopWatching = next ? whenOver(next, () => isOpen(next), leave) : () => {};
    }
    place();
    if (dialog) unsilence(host);
  };

  return {
    place,
    meet,
    enter(element) {
      const layer = attempt(() => layerAround(element, host));
      if (!layer || layer.contains(container() ?? null)) return () => {};
      const stay = { layer };
      entered.add(stay);
      place();
      return () => {
        if (entered.delete(stay)) place();
      };
    },
    layer: () => (home && home !== container() && isOpen(home) ? home : undefined),
    stop: () => stopWatching(),
  };
};

/** Whether it is in the top layer, where there is one for it: what was taken out of the page, or moved in it, is not. */
const isOnTop = (host: HTMLElement): boolean => attempt(() => host.matches(":popover-open")) ?? true;

/** A page that is zoomed by its own styles would zoom our places with it, which are the window's. */
export const unzoom = (host: HTMLElement): void => {
  const { currentCSSZoom: zoom = 1 } = (host.parentElement ?? {}) as { readonly currentCSSZoom?: number };
  host.style.zoom = zoom === 1 ? "" : `${1 / zoom}`;
};
