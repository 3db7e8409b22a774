import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "./attempt.ts";
import { createDress, type Dress } from "./dress.ts";
import { createOwnElement } from "./ownElement.ts";
import { createOwnEvents } from "./ownEvents.ts";
import { type Container, createStand, type Stand, unzoom } from "./stand.ts";

export interface Root extends Omit<Stand, "stop"> {
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
  /** Keeps what the user does in it from the page, until `until` ends that. */
  keepEvents(until: AbortSignal): void;
  /** Lets a box look like what is around `anchor`: see `Dress`. */
  dress: Dress["dress"];
  /** Calls `run` once our element can be seen: what it stands in may be hidden. */
  whenVisible(run: () => void): Undo;
  /** Takes over the looks of the page, and takes back its zoom: see `unzoom`. Answers what the page may say them by. */
  follow(): Iterable<Element>;
  remove(): void;
}

/**
 * The one element that we add to a page. It is a manual popover where the browser has them: the top layer is above every
 * `z-index` of the host and out of reach of its transforms and clipping. While a modal dialog is open all else is inert,
 * below it, or silenced, so we move in.
 *
 * @param direction that of the reader's language, where it is not the page's that counts.
 */
export const createRoot = (
  container: Container,
  signal: AbortSignal,
  direction?: "rtl",
  onRoot: (root: ShadowRoot) => void = () => {},
  name = "milepost-root",
): Root => {
  const styles = new Set<string>();
  const host = createOwnElement(name);
  const shadow = host.attachShadow({ mode: "open" });
  // Nothing else is taken by a strict policy, and without styles a card would lie amid the page.
  if (!attempt(() => shadow.adoptedStyleSheets.push(new CSSStyleSheet())))
    throw new Error("this page has no constructed style sheets");
  const roots = new Set([shadow]);
  const stage = document.createElement("div");
  const region = createRegion();
  shadow.append(region, stage);
  const keepEvents = createOwnEvents(signal);
  const looks = createDress(host, region, direction);
  const stand = createStand(host, shadow, container);
  onRoot(shadow);

  return {
    host,
    shadow,
    stage,
    region,
    meet: stand.meet,
    layer: stand.layer,
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
      onRoot(other);
      const ending = new AbortController();
      keepEvents(other.host, ending.signal);
      const undress = looks.dressInline(other.host as HTMLElement);
      return () => {
        ending.abort();
        undress();
        roots.delete(other);
      };
    },
    enter: stand.enter,
    dress: looks.dress,
    keepEvents: (until) => keepEvents(host, until),
    whenVisible: (run) => whenVisible(region, run),
    follow() {
      unzoom(host);
      return looks.follow();
    },
    remove() {
      stand.stop();
      host.remove();
    },
    place: stand.place,
  };
};

/** Screen readers only hear of changes in a region that was there before. */
const createRegion = (): HTMLElement => {
  const region = document.createElement("div");
  region.className = "region";
  region.role = "status";
  return region;
};

/** Calls `run` once `box`, which has a size, is drawn. */
const whenVisible = (box: Element, run: () => void): Undo => {
  const isVisible = () => box.checkVisibility?.() ?? true;
  if (isVisible()) {
    run();
    return () => {};
  }
  const observer = new ResizeObserver(() => {
    if (!isVisible()) return;
    observer.disconnect();
    run();
  });
  observer.observe(box);
  return () => observer.disconnect();
};
