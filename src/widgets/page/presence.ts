import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "./attempt.ts";

/**
 * Calls `look` when children of a node around `host` have come or gone: after the page's own script, and before anything
 * is drawn. Only direct children are observed, of the nodes above the host; all of the document while it is out of it.
 */
export const whenMoved = (host: Node, look: (records: readonly MutationRecord[]) => void): Undo => {
  let isOver = false;
  const watch = () => {
    observer.disconnect();
    for (let at: Node | null = host; at; at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null)
      if (at !== host) observer.observe(at, { childList: true });
    observer.observe(document, { childList: true, subtree: !host.isConnected });
  };
  const observer = new MutationObserver((records) => {
    attempt(() => look(records));
    if (!isOver) attempt(watch);
  });
  watch();
  return () => {
    isOver = true;
    observer.disconnect();
  };
};

/** What was left so shortly before it was put back was moved by the page, in milliseconds. */
const SAME_TASK = 50;

/**
 * What an element with our shadow root loses when it is taken out of the page and put back: the focus, dialogs that are
 * modal, and animations, which begin anew. The function that is returned brings them back.
 */
export const keepState = (shadow: ShadowRoot): Undo => {
  let last: Element | undefined;
  /** When the user left it, in milliseconds of the page. */
  let leftAt = Number.POSITIVE_INFINITY;
  shadow.addEventListener("focusin", ({ target }) => {
    last = target as Element;
    leftAt = Number.POSITIVE_INFINITY;
  });
  shadow.addEventListener("focusout", () =>
    // Some browsers say this of what is taken out, too: then nobody has left it.
    queueMicrotask(() =>
      attempt(() => {
        if (shadow.host.isConnected && !shadow.activeElement) leftAt = performance.now();
      }),
    ),
  );
  return () => {
    for (const dialog of shadow.querySelectorAll<HTMLDialogElement>("dialog[open]:not(:modal)"))
      if (dialog.style.visibility !== "hidden") {
        dialog.removeAttribute("open");
        dialog.showModal();
      }
    // What stood there has come in long ago, and takes presses. One without an end cannot be finished.
    for (const animation of shadow.getAnimations?.() ?? []) attempt(() => animation.finish());
    const { activeElement, body } = document;
    const isInUse = last?.isConnected && performance.now() - leftAt < SAME_TASK;
    if (isInUse && (!activeElement || activeElement === body))
      (last as HTMLElement).focus({ preventScroll: true });
  };
};

/** Takes away what a page has made of a picture of itself that had our element in it: it holds nothing, and is nobody's. */
export const removeCopies = (host: Element, within: ParentNode): void => {
  for (const one of within.querySelectorAll(`${host.localName}:is([popover=manual],[inline])`))
    if (one !== host && !one.shadowRoot) one.remove();
};

/** How often a page may take our element out within so many milliseconds before we take it for its will. */
const OFTEN = 10;
const WITHIN = 8000;

export interface PresenceOptions {
  /** Puts the host where it belongs; answers whether it is there then. */
  place(): boolean;
  /** It was gone, and is there again. */
  onBack(): void;
  /** The page takes it out again and again: it is not put back any more. */
  onOut(): void;
}

/** Sees to it that `host` is in the page, until `signal` ends it. */
export const keepPresent = (
  host: HTMLElement,
  { place, onBack, onOut }: PresenceOptions,
  signal: AbortSignal,
): void => {
  let times: number[] = [];
  const stop = whenMoved(host, (records) => {
    if (host.isConnected) return void place();
    const now = performance.now();
    // A page that draws all of its body anew has nothing against us, however often it does. But two that answer each other
    // without end would never let go of the thread.
    const isAlone = records.every(({ removedNodes }) => [...removedNodes].every((node) => node === host));
    times = times.filter((at) => now - at < WITHIN);
    if (times.length >= (isAlone ? OFTEN : OFTEN * 10)) {
      stop();
      return onOut();
    }
    if (!place()) return;
    times.push(now);
    onBack();
  });
  signal.addEventListener("abort", stop);
};
