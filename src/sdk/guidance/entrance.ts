import type { Busy } from "../domain/decide/reasons.ts";
import { interrupts } from "../domain/engine/guides.ts";
import type { Target } from "../domain/plan/plan.ts";
import type { Undo } from "../ports.ts";
import type { Point, View } from "../stage.ts";

/** What the user is at. */
export interface Moments {
  /** What forbids to open something by itself now; a dialog that holds the `target` does not. */
  getBusy(target: Target | undefined): Busy | undefined;
  /** Where their mouse or pen is in the window, as far as that is known. */
  getPointer(): Point | undefined;
  /** Called whenever the first answer may have changed. */
  onChange(listener: () => void): Undo;
}

/** Of all tabs that are seen one interrupts, or several with the same guide. */
export interface Turns {
  /** Calls `run` once no other one shows another guide; the turn is kept until the undo is called. */
  whenMine(guide: string, run: () => void): Undo;
}

export interface EntranceOptions {
  /** Left out: every moment is a good one. */
  readonly moments?: Moments | undefined;
  /** Left out: this tab is alone. */
  readonly turns?: Turns | undefined;
  find(key: string): View | undefined;
  /** Called whenever other views may be there. */
  onChange(listener: () => void): Undo;
}

/** Where what opens by itself waits for a good moment, and for its turn. What has stood there once goes on. */
export interface Entrance {
  /** Calls `run` once the view may open; at once where it may do so now. */
  whenFree(key: string, run: () => void): Undo;
  /** It is on the screen, or would be. */
  enter(key: string): void;
  hasEntered(key: string): boolean;
  /** What the view waits for. */
  getBusy(view: View): Busy | undefined;
  /** These are all views now: others give back their turn, and what the user has opened takes one when it can. */
  follow(views: readonly View[]): void;
}

export function createEntrance({ moments, turns, find, onChange }: EntranceOptions): Entrance {
  const entered = new Set<string>();
  /** Turns by the keys of their views, and whether they have come. */
  const taken = new Map<string, { isMine: boolean; undo: Undo }>();

  /** Checklists interrupt nobody, and yet they open. */
  const isGated = ({ key, type, selfOpened }: View): boolean =>
    (interrupts(type) || type === "checklist") && !selfOpened && !entered.has(key);

  function getBusy(view: View): Busy | undefined {
    if (!isGated(view)) return undefined;
    const busy = moments?.getBusy(getTarget(view));
    return busy ?? (taken.get(view.key)?.isMine === false ? "other-tab" : undefined);
  }

  /** Whether it is this tab's turn; if not, `run` is called when it is. */
  function takeTurn({ key, plan }: View, run: () => void): boolean {
    const known = taken.get(key);
    if (!turns || known) return known?.isMine ?? true;
    const turn = { isMine: false, undo: (): void => {} };
    taken.set(key, turn);
    turn.undo = turns.whenMine(plan.id, () => {
      turn.isMine = true;
      run();
    });
    return turn.isMine;
  }

  return {
    getBusy,
    enter: (key) => void entered.add(key),
    hasEntered: (key) => entered.has(key),
    whenFree(key, run) {
      let isOver = false;
      const leave: Undo[] = [];
      const undo = (): void => {
        isOver = true;
        for (const one of leave) one();
      };
      const check = (): void => {
        const view = find(key);
        if (isOver || !view || getBusy(view)) return;
        if (isGated(view) && interrupts(view.type) && !takeTurn(view, check)) return;
        // The turn may have come at once, and have led here.
        if (isOver) return;
        undo();
        run();
      };
      check();
      if (isOver) return undo;
      leave.push(onChange(check));
      if (moments) leave.push(moments.onChange(check));
      return undo;
    },
    follow(views) {
      const isThere = (key: string): boolean =>
        views.some((view) => view.key === key && view.phase === "live");
      for (const key of entered) if (!isThere(key)) entered.delete(key);
      for (const [key, turn] of taken) {
        if (isThere(key)) continue;
        taken.delete(key);
        turn.undo();
      }
      for (const view of views) if (view.selfOpened && interrupts(view.type)) takeTurn(view, () => {});
    },
  };
}

/** The element that it stands beside, or in. */
function getTarget(view: View): Target | undefined {
  if (view.type === "tour") return view.plan.steps[view.step]?.target;
  return "target" in view.plan ? view.plan.target : undefined;
}
