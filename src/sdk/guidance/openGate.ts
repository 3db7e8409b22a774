import type { Busy } from "../domain/decide/reasons.ts";
import { opensItself } from "../domain/plan/guideKinds.ts";
import { interrupts } from "../domain/plan/guideManners.ts";
import type { TabTurns, Undo, UserActivity } from "../ports.ts";
import { getTarget, type View } from "../stage.ts";

export interface OpenGateOptions {
  /** Left out: every moment is a good one. */
  readonly activity?: UserActivity | undefined;
  /** Left out: this tab is alone. */
  readonly tabTurns?: TabTurns | undefined;
  /** Calls `run` so many milliseconds later, until the undo; left out: the page says at once who is at work. */
  later?(ms: number, run: () => void): Undo;
  find(key: string): View | undefined;
  /** Called whenever other views may be there. */
  onChange(listener: () => void): Undo;
}

/** For so long after a user or account has come, the page may have more to say of who is at work. */
const MEETING_MS = 1000;
/** From one answer of the page's server, which says a part of that, to the next. */
const LULL_MS = 200;

/**
 * Holds back a guide that opens by itself until the user is not busy and no other tab shows one. A guide that has opened
 * is never held back again.
 */
export interface OpenGate {
  /** Calls `run` once the view may open; at once where it may do so now. */
  whenFree(key: string, run: () => void): Undo;
  /** It is on the screen, or would be. */
  enter(key: string): void;
  hasEntered(key: string): boolean;
  /** Somebody else is at work, or for another account: for a moment more may be said of them. */
  meet(): void;
  /** What the view waits for. */
  getBusy(view: View): Busy | undefined;
  /** These are all views now: others give back their turn, and what the user has opened takes one when it can. */
  follow(views: readonly View[]): void;
  /** Nothing is to open any more: all turns are given back, and no time is waited for. */
  readonly stop: Undo;
}

export function createOpenGate({ activity, tabTurns, later, find, onChange }: OpenGateOptions): OpenGate {
  const entered = new Set<string>();
  const checks = new Set<() => void>();
  let meeting: Undo | undefined;
  /** There until nothing has changed for a moment: who is at work may be said by one answer of a server after the other. */
  let settling: Undo | undefined;
  const settle = (): void => {
    settling = later?.(LULL_MS, () => {
      settling = undefined;
      for (const check of [...checks]) check();
    });
  };
  /** Turns by the keys of their views, and whether they have come. */
  const taken = new Map<string, { isMine: boolean; undo: Undo }>();

  const isGated = ({ key, type, selfOpened }: View): boolean =>
    opensItself(type) && !selfOpened && !entered.has(key);

  function getBusy(view: View): Busy | undefined {
    if (!isGated(view)) return undefined;
    const busy = activity?.getBusy(getTarget(view)) ?? (settling && "settling");
    return busy ?? (taken.get(view.key)?.isMine === false ? "other-tab" : undefined);
  }

  /** Whether it is this tab's turn; if not, `run` is called when it is. */
  function takeTurn({ key, plan }: View, run: () => void): boolean {
    const known = taken.get(key);
    if (!tabTurns || known) return known?.isMine ?? true;
    const turn = { isMine: false, undo: (): void => {} };
    taken.set(key, turn);
    turn.undo = tabTurns.whenMine(plan.id, () => {
      turn.isMine = true;
      run();
    });
    return turn.isMine;
  }

  function follow(views: readonly View[]): void {
    const isThere = (key: string): boolean => views.some((view) => view.key === key && view.phase === "live");
    for (const key of entered) if (!isThere(key)) entered.delete(key);
    for (const [key, turn] of taken) {
      if (isThere(key)) continue;
      taken.delete(key);
      turn.undo();
    }
    settling?.();
    settling = undefined;
    if (meeting && views.some(isGated)) settle();
    for (const view of views) if (view.selfOpened && interrupts(view.type)) takeTurn(view, () => {});
  }

  return {
    getBusy,
    meet() {
      meeting?.();
      meeting = later?.(MEETING_MS, () => {
        meeting = undefined;
      });
    },
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
      checks.add(check);
      leave.push(() => void checks.delete(check), onChange(check));
      if (activity) leave.push(activity.onChange(check));
      return undo;
    },
    follow,
    stop() {
      meeting?.();
      meeting = undefined;
      follow([]);
    },
  };
}
