import type { Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";
import { holdsFocus } from "./focus.ts";

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
  /** Puts a layer on top of the others. */
  add(layer: Layer): Undo;
}

/** Closes one layer for one Esc: the one with the focus, else the topmost; none if the page has used the key itself. */
export const createLayers = (signal: AbortSignal): Layers => {
  const layers: Layer[] = [];
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    const layer = layers.findLast(({ box }) => holdsFocus(box)) ?? layers.findLast(({ shy }) => !shy);
    if (!layer) return;
    // Else the browser would go on to close the dialog that we stand in.
    event.preventDefault();
    attempt(() => layer.close());
  };
  document.addEventListener("keydown", onKey, { signal });
  return {
    add(layer) {
      for (const { makeWay } of layers) makeWay?.();
      layers.push(layer);
      return () => {
        const at = layers.indexOf(layer);
        if (at >= 0) layers.splice(at, 1);
      };
    },
  };
};
