import { Component, type ComponentChildren } from "preact";
import { getStep, getTarget, type Target, type Undo, type View } from "../../sdk/stage.ts";
import { findTarget, isTarget } from "../page/find/target.ts";
import { whenRevealed } from "../page/place/reveal.ts";
import { getVisibleRect } from "../page/place/visibleRect.ts";
import type { WidgetContext } from "./widgetContext.ts";

/** How long a target may take before it is reported, in milliseconds. */
const PATIENCE = 5000;
/** How long a page may take to draw anew what it has taken away, in milliseconds: what belongs to it stays meanwhile. */
const MOMENT = 400;

interface WithTargetProps {
  readonly context: WidgetContext;
  /** Has a target: at each step of a tour that has one it is a drawing of its own. */
  readonly view: View;
  /** Scrolls to the target when it is found first, or made anew before the user's eyes. */
  readonly reveal: boolean;
  /** What happens once the element is gone for more than a moment or means something else; by default it is searched for anew. */
  onLost?(): void;
  /**
   * Draws what belongs to the element; called with another one where the page has drawn it anew. `check`, if it is called each time that its place was looked at, sees to it that
   * nothing stands beside what is no longer the target; `lose` says that by itself.
   */
  readonly children: (
    element: Element,
    lose: () => void,
    check: (isSeen: boolean) => void,
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
  /** The element is gone, and may be back in a moment. */
  private isAway = false;

  override componentDidMount() {
    this.seek();
  }

  override componentWillUnmount() {
    this.rest();
    this.leave();
  }

  private rest() {
    this.stop();
    this.stopWatching?.();
    this.stopWatching = undefined;
    clearTimeout(this.timer);
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
    this.stop = this.props.context.targets.whenFound(this.target, (element) => this.found(element));
    this.hurry();
  }

  private found(element: Element) {
    clearTimeout(this.timer);
    this.whenFree(() => this.enter(element));
  }

  private whenFree(run: () => void) {
    const { context, view } = this.props;
    this.stop = context.whenFree(view.key, run);
  }

  private enter(element: Element) {
    // It was drawn anew while it waited for the user.
    if (!element.isConnected) return this.seek();
    this.leave();
    this.leave = this.props.context.root.enter(element);
    const draw = () => this.setState({ element });
    if (!this.props.reveal || this.isRevealed) return draw();
    this.isRevealed = true;
    // What is there and cannot be brought into sight is as good as missing.
    this.hurry();
    let hasMoved = false;
    // While it scrolled, something else may have begun.
    this.stop = whenRevealed(element, () => (hasMoved ? this.whenFree(draw) : draw()));
    hasMoved = true;
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
    const { targets } = this.props.context;
    const next = targets.findNow(this.target);
    if (next || element.isConnected) return this.goOver(next);
    const over = (found?: Element) => this.goOver(found);
    this.stop = targets.whenFound(this.target, over);
    this.timer = setTimeout(() => over(findTarget(this.target)), MOMENT);
  };

  /** Where it was in sight and now is not, it is shown anew. */
  private goOver(next: Element | undefined) {
    this.rest();
    this.isAway = false;
    if (!next || (this.isSeen && !getVisibleRect(next).seen)) return this.giveUp();
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

  private readonly check = (isSeen: boolean) => {
    const { element } = this.state;
    if (!element || this.isAway) return;
    if (!isTarget(this.target, element)) return this.lose();
    this.isSeen = isSeen;
    if (isSeen) clearTimeout(this.timer);
    this.stopWatching ??= this.props.context.targets.whenLost(this.target, element, this.lose);
  };

  override render() {
    const { element } = this.state;
    return element ? this.props.children(element, this.lose, this.check) : null;
  }
}
