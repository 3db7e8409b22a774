import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "./attempt.ts";
import { createOwnElement } from "./ownElement.ts";
import { keepState, removeCopies } from "./presence.ts";
import { looksDark } from "./scheme.ts";

export interface Root {
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Where the views are drawn. */
  readonly stage: HTMLElement;
  /** Read out, politely, whenever its text changes. */
  readonly region: HTMLElement;
  /** Adds a sheet, once for each text, here and in the roots that we have elsewhere. */
  addStyle(css: string): void;
  /** Lets another root of ours have the same sheets, until the undo. */
  share(other: ShadowRoot): Undo;
  /** Moves over the modal dialog or popover that `element` is in; the undo moves back. */
  enter(element: Element): Undo;
  /** Puts it where it belongs, with all that is open and in use there. Answers whether that place is there. */
  place(): boolean;
  /** Takes over light or dark from the page, and takes back its zoom: see `unzoom`. */
  follow(): void;
  remove(): void;
}

/** Where it goes; a page may draw what is meant anew, or may not have it yet. */
export type Container = () => Element | null | undefined;

/**
 * The one element that we add to a page. It is a manual popover where the browser has them: the top layer is above every
 * `z-index` of the host and out of reach of its transforms and clipping. Within a modal dialog all else is inert and
 * below, so for a target in there we move in.
 */
export const createRoot = (container: Container): Root => {
  const styles = new Set<string>();
  const entered = new Set<{ readonly layer: Element }>();
  const host = createOwnElement("milepost-root");
  const shadow = host.attachShadow({ mode: "open" });
  // Nothing else is taken by a strict policy, and without styles a card would lie amid the page.
  if (!attempt(() => shadow.adoptedStyleSheets.push(new CSSStyleSheet())))
    throw new Error("this page has no constructed style sheets");
  const roots = new Set([shadow]);
  const stage = document.createElement("div");
  // Screen readers only hear of changes in a region that was there before.
  const region = document.createElement("div");
  region.className = "region";
  region.role = "status";
  shadow.append(region, stage);

  const revive = keepState(shadow);
  /** What we were put into last. */
  let home: Element | undefined;
  const place = () => {
    const layer = [...entered].findLast((stay) => stay.layer.isConnected)?.layer;
    const parent = layer ?? container();
    if (!parent) return false;
    // A page may have put it elsewhere since: there it stays, as a page would not be the first to move it again.
    const isThere = host.isConnected && parent === home;
    if (isThere && isOpen(host)) return true;
    if (!isThere) {
      home = parent;
      removeCopies(host, document);
      parent.append(host);
    }
    attempt(() => {
      host.popover = "manual";
      host.showPopover();
    });
    attempt(revive);
    return host.isConnected;
  };
  place();

  return {
    host,
    shadow,
    stage,
    region,
    addStyle(css) {
      if (styles.has(css)) return;
      styles.add(css);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      for (const one of roots) one.adoptedStyleSheets.push(sheet);
    },
    share(other) {
      other.adoptedStyleSheets = [...shadow.adoptedStyleSheets];
      roots.add(other);
      (other.host as HTMLElement).style.colorScheme = host.style.colorScheme;
      return () => roots.delete(other);
    },
    enter(element) {
      const layer = attempt(() => closestLayer(element));
      if (!layer || layer.contains(container() ?? null)) return () => {};
      const stay = { layer };
      entered.add(stay);
      place();
      unzoom(host);
      return () => {
        if (!entered.delete(stay)) return;
        place();
        unzoom(host);
      };
    },
    follow() {
      unzoom(host);
      host.style.colorScheme = "";
      const around = host.parentElement;
      const own = attempt(() => getComputedStyle(host).colorScheme);
      // A stylesheet that gives our element a scheme of its own means it.
      const isGiven = own && around && own !== getComputedStyle(around).colorScheme;
      const scheme = isGiven ? own : attempt(() => around && looksDark(around, region)) ? "dark" : "light";
      for (const one of roots) (one.host as HTMLElement).style.colorScheme = scheme;
    },
    place,
    remove: () => host.remove(),
  };
};

/** Whether it is in the top layer, where there is one for it: what was taken out of the page, or moved in it, is not. */
const isOpen = (host: HTMLElement): boolean => attempt(() => host.matches(":popover-open")) ?? true;

/** A page that is zoomed by its own styles would zoom our places with it, which are the window's. */
const unzoom = (host: HTMLElement): void => {
  const { currentCSSZoom: zoom = 1 } = (host.parentElement ?? {}) as { readonly currentCSSZoom?: number };
  host.style.zoom = zoom === 1 ? "" : `${1 / zoom}`;
};

/** The top layer of this document that holds it, seen through the borders of shadow roots and frames. */
const closestLayer = (element: Element): Element | undefined => {
  const layer = element.closest(":is(:modal,:popover-open)");
  if (layer?.ownerDocument === document) return layer;
  const outer = (element.getRootNode() as ShadowRoot).host ?? element.ownerDocument.defaultView?.frameElement;
  return outer ? closestLayer(outer) : undefined;
};
