import { Component, type ComponentChildren } from "preact";
import { getStep, getTarget, type Target, type Undo, type View, type Waiting } from "../../sdk/stage.ts";
import { findTarget, isTarget } from "../page/find/target.ts";
import { isFit } from "../page/find/targetWatcher.ts";
import { nameOf } from "../page/place/cover.ts";
import { getVisibleRect } from "../page/place/visibleRect.ts";
import { whenInSight } from "./whenInSight.ts";
import type { WidgetContext } from "./widgetContext.ts";

/** How long a target may take before it is reported, in milliseconds. */
const PATIENCE = 5000;
/** How long it may be covered before other guides go first, in milliseconds: a loading screen is over by then. */
const LONG = 30_000;
/** How long a page may take to draw anew what it has taken away, in milliseconds: what belongs to it stays meanwhile. */
const MOMENT = 400;

interface WithTargetProps {
  readonly context: WidgetContext;
  /** Has a target: at each step of a tour that has one it is a drawing of its own. */
  readonly view: View;
  /** Scrolls to the target when it is found first, or made anew before the user's eyes. */
  readonly reveal: boolean;
  /** Draws in the element, in the page's own flow: it comes to sight with it, and need not be seen before. */
  readonly isInside?: boolean;
  /** What happens once the element is gone for more than a moment or means something else; else it is searched for anew. */
  onLost?(): void;
  /**
   * Draws what belongs to the element; called with another one where the page has drawn it anew. `check`, if it is called
   * each time that its place was looked at, sees to it that nothing stands beside what is no longer the target; `lose` says
   * that by itself. What could be seen and waits only for the pointer to move off is held.
   */
  readonly children: (
    element: Element,
    lose: () => void,
    check: (isSeen: boolean, isHeld?: boolean) => void,
  ) => ComponentChildren;
}

/**
 * Draws its children while the view's target is there, from the moment on in which they may open. Tells once if it has not
 * come, or not into sight, in time; the search goes on.
 */
export class WithTarget extends Component<WithTargetProps, { element: Element | undefined }> {
  private stop: Undo = () => {};
  private leave: Undo = () => {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopWatching: Undo | undefined;
  private isMissed = false;
  private isRevealed = false;
  private isSeen = false;
  private long: ReturnType<typeof setTimeout> | undefined;
  /** The element is gone, and may be back in a moment. */
  private isAway = false;

  override componentDidMount() {
    this.seek();
  }

  override componentWillUnmount() {
    this.rest();
    this.leave();
    this.wait();
  }

  /** What `explain` is to say of it. */
  private wait(waiting?: Waiting) {
    const { context, view } = this.props;
    context.setWaiting(view.key, waiting);
  }

  private rest() {
    this.stop();
    this.stopWatching?.();
    this.stopWatching = undefined;
    clearTimeout(this.timer);
    this.stopLong();
  }

  private stopLong() {
    clearTimeout(this.long);
    this.long = undefined;
  }

  private hurry() {
    clearTimeout(this.timer);
    if (this.isMissed) return;
    this.timer = setTimeout(() => {
      this.isMissed = true;
      const { context, view } = this.props;
      context.tell({ kind: "missing", key: view.key, ...getStep(view) });
    }, PATIENCE);
  }

  private get target(): Target {
    return getTarget(this.props.view)!;
  }

  private seek() {
    const { context, isInside } = this.props;
    this.wait({ for: "target" });
    this.stop = context.targets.whenFound(this.target, (element) => this.found(element), {
      isInside,
      miss: (hidden) => this.wait(hidden ? { for: "hidden", by: nameOf(hidden) } : { for: "target" }),
    });
    this.hurry();
  }

  private found(element: Element) {
    clearTimeout(this.timer);
    this.wait();
    const { context, view } = this.props;
    this.stop = context.whenFree(view.key, () => this.enter(element));
  }

  private enter(element: Element) {
    const { context, view, reveal, isInside } = this.props;
    // It was drawn anew while it waited for the user.
    if (!element.isConnected) return this.seek();
    this.leave();
    this.leave = context.root.enter(element);
    if (isInside) return this.setState({ element });
    const isNew = reveal && !this.isRevealed;
    this.isRevealed ||= reveal;
    this.stop = whenInSight(
      {
        ...context,
        element,
        reveal: isNew,
        whenFree: (run) => context.whenFree(view.key, run),
        isLost: () => !isTarget(this.target, element) || findTarget(this.target) !== element,
        onLost: () => {
          this.rest();
          this.leave();
          this.seek();
        },
        onCovered: (by) => this.waitForCover(by),
      },
      () => {
        this.wait();
        this.stopLong();
        // What is there and cannot be brought into sight is as good as missing.
        if (isNew) this.hurry();
        this.setState({ element });
      },
    );
  }

  /** To be covered is not to be missing. Others may go first after a while. */
  private waitForCover(by: string) {
    const waiting = { for: "covered", by } as const;
    this.wait(waiting);
    this.long ??= setTimeout(() => {
      const { context, view } = this.props;
      context.setWaiting(view.key, { ...waiting, long: true });
    }, LONG);
  }

  /**
   * Pages draw anew what is the same, some of them several times a second: what belongs to it then goes over to the new
   * element. What means something else now is left at once.
   */
  private readonly lose = () => {
    const { element } = this.state;
    if (!element || this.isAway) return;
    this.rest();
    this.isAway = true;
    const { context, isInside } = this.props;
    const next = context.targets.findNow(this.target, { isInside });
    if (next || element.isConnected) return this.goOver(next);
    this.stop = context.targets.whenFound(this.target, (found) => this.goOver(found), { isInside });
    this.timer = setTimeout(() => this.goOver(findTarget(this.target)), MOMENT);
  };

  /** Where it was in sight and now is not, it is shown anew. */
  private goOver(next: Element | undefined) {
    this.rest();
    this.isAway = false;
    const isThere = isFit(next, this.props) && !(this.isSeen && !getVisibleRect(next).seen);
    if (!isThere) return this.giveUp();
    const { leave } = this;
    this.leave = this.props.context.root.enter(next);
    // After that, so that we need not move where both are in one dialog.
    leave();
    this.setState({ element: next });
  }

  private giveUp() {
    this.leave();
    if (this.props.onLost) return this.props.onLost();
    // Who scrolls it away in a list that drops what is out of sight is not taken back to it.
    this.isRevealed = !this.isSeen;
    this.setState({ element: undefined });
    this.seek();
  }

  private readonly check = (isSeen: boolean, isHeld = false) => {
    const { element } = this.state;
    if (!element || this.isAway) return;
    if (!isTarget(this.target, element)) return this.lose();
    this.isSeen = isSeen;
    if (isSeen) clearTimeout(this.timer);
    this.wait(!isSeen ? { for: "sight" } : isHeld ? { for: "pointer" } : undefined);
    this.stopWatching ??= this.props.context.targets.whenLost(this.target, element, this.lose);
  };

  override render() {
    const { element } = this.state;
    return element ? this.props.children(element, this.lose, this.check) : null;
  }
}
