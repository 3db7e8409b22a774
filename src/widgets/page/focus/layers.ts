import type { Undo } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { isPhone } from "../place/reveal.ts";
import { holdsFocus } from "../tree.ts";

/** Something that Esc closes. */
export interface Layer {
  readonly box: Element;
  /** Only Esc pressed inside it closes it. */
  readonly shy?: boolean;
  /** Something else is opened over it. */
  makeWay?(): void;
  close(): void;
}

export interface Layers {
  /** Puts a layer on top of the others. Where it is a sheet, a phone's own way back closes it too, and not the page. */
  add(layer: Layer): Undo;
}

/**
 * Closes one layer for one Esc: the one with the focus, else the topmost; none if the page has used the key itself, and no
 * card whose target has a list open, which the key is for: pages close those without a word of it.
 */
export const createLayers = (signal: AbortSignal): Layers => {
  const layers: Layer[] = [];
  const close = (event: KeyboardEvent, find: () => Layer | undefined) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    const layer = find();
    if (!layer) return;
    // Else the browser would go on to close the dialog that we stand in.
    event.preventDefault();
    event.stopPropagation();
    attempt(() => layer.close());
  };
  const findFocused = () => layers.findLast(({ box }) => holdsFocus(box));
  const findOpen = () =>
    layers.findLast(
      ({ shy, box }) =>
        !shy &&
        !box.matches("[data-beside-list]") &&
        (box.checkVisibility?.({ visibilityProperty: true }) ?? true),
    );
  // With the focus in ours it is ours before the page hears of it: some close their dialog in the capture phase.
  window.addEventListener("keydown", (event) => close(event, findFocused), { capture: true, signal });
  document.addEventListener("keydown", (event) => close(event, findOpen), { signal });
  return {
    add(layer) {
      for (const { makeWay } of layers) makeWay?.();
      layers.push(layer);
      const stopWatching = onBack(layer);
      return () => {
        stopWatching();
        const at = layers.indexOf(layer);
        if (at >= 0) layers.splice(at, 1);
      };
    },
  };
};

/**
 * Browsers that tell of the way back (CloseWatcher) ask what is open to close before they leave the page. In others it
 * leaves: to catch it there would take an entry in the page's history, which belongs to its router.
 */
const onBack = ({ box, close }: Layer): Undo => {
  const { CloseWatcher } = window as { CloseWatcher?: new () => EventTarget & { destroy(): void } };
  // A dialog has a watcher of its own.
  if (!CloseWatcher || !isPhone() || !box.matches(".sheet:not(dialog)")) return () => {};
  const watcher = attempt(() => new CloseWatcher());
  watcher?.addEventListener("close", () => attempt(close));
  return () => watcher?.destroy();
};
