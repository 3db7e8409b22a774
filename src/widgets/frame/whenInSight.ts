import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "../page/attempt.ts";
import { getCover, getCurtain, nameOf } from "../page/place/cover.ts";
import { whenRevealed } from "../page/place/reveal.ts";
import type { WidgetContext } from "./widgetContext.ts";

export interface InSightOptions extends Pick<WidgetContext, "targets"> {
  readonly element: Element;
  /** Scrolls to it, once nothing lies over all of the window. */
  readonly reveal: boolean;
  /** Calls `run` once the user is at nothing that it would disturb. */
  whenFree(run: () => void): Undo;
  /** It is no longer what is meant, or another one can be seen better. */
  isLost(): boolean;
  onLost(): void;
  /** Told of each cover that it waits for. */
  onCovered(name: string): void;
}

/**
 * Calls `run` once `element` can be seen and pressed: behind a loading screen it waits and scrolls nothing, and it opens
 * under nothing that lies over it. Whatever it waits for, the user may have begun something else by then.
 */
export const whenInSight = (options: InSightOptions, run: () => void): Undo => {
  const { element, targets, reveal, whenFree, isLost, onLost, onCovered } = options;
  let stop: Undo = () => {};
  let isOver = false;
  const then = (undo: Undo) => {
    if (isOver) undo();
    else stop = undo;
  };
  const end = (last: () => void) => {
    isOver = true;
    last();
  };

  /** Goes on by `next` once `find` finds nothing any more. */
  const whenBare = (find: (element: Element) => Element | undefined, next: () => void) => {
    const isBare = () => {
      const cover = attempt(() => find(element));
      if (cover) onCovered(nameOf(cover));
      return isLost() || !cover;
    };
    then(targets.whenHolds(element, isBare, () => (isLost() ? end(onLost) : then(whenFree(next)))));
  };
  const begin = () => {
    if (attempt(() => getCurtain(element))) return whenBare(getCurtain, begin);
    if (!reveal) return finish();
    let hasMoved = false;
    // While it scrolled, something else may have begun.
    then(whenRevealed(element, () => (hasMoved ? then(whenFree(finish)) : finish())));
    hasMoved = true;
  };
  const finish = () => {
    if (attempt(() => getCover(element))) return whenBare(getCover, finish);
    end(run);
  };
  begin();
  return () => {
    isOver = true;
    stop();
  };
};
