import { Component, type ComponentChildren } from "preact";
import type { Target, Undo } from "../../sdk/stage.ts";
import { isTarget } from "../page/find/target.ts";
import { whenRevealed } from "../page/place/reveal.ts";
import type { Kit } from "./kit.ts";

/** How long a target may take before it is reported, in milliseconds. */
const PATIENCE = 5000;

interface SoughtProps {
  readonly kit: Kit;
  /** The view's key. */
  readonly id: string;
  readonly target: Target;
  /** Scrolls to the target when it is found first, or made anew before the user's eyes. */
  readonly reveal: boolean;
  /** Told once if it has not come, or not into sight, in time; the search goes on. */
  onMissing(): void;
  /** What happens once the element is gone or means something else; by default it is sought anew. */
  onLost?(): void;
  /**
   * Draws what belongs to the element. `check`, if it is called each time that its place was looked at, sees to it that
   * nothing stands beside what is no longer the target; `lose` says that by itself.
   */
  readonly children: (
    element: Element,
    lose: () => void,
    check: (isSeen: boolean) => void,
  ) => ComponentChildren;
}

/** Draws its children while their target is there, from the moment on in which they may open. */
export class Sought extends Component<SoughtProps, { element: Element | undefined }> {
  private stop: Undo = () => {};
  private leave: Undo = () => {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopWatching: Undo | undefined;
  private isMissed = false;
  private isRevealed = false;
  private isSeen = false;

  override componentDidMount() {
    this.seek();
  }

  override componentWillUnmount() {
    this.rest();
  }

  private rest() {
    this.stop();
    this.leave();
    this.stopWatching?.();
    this.stopWatching = undefined;
    clearTimeout(this.timer);
  }

  private hurry() {
    clearTimeout(this.timer);
    if (this.isMissed) return;
    this.timer = setTimeout(() => {
      this.isMissed = true;
      this.props.onMissing();
    }, PATIENCE);
  }

  private seek() {
    const { kit, target } = this.props;
    this.stop = kit.seeker.whenFound(target, (element) => this.found(element));
    this.hurry();
  }

  private found(element: Element) {
    clearTimeout(this.timer);
    this.whenFree(() => this.enter(element));
  }

  private whenFree(run: () => void) {
    this.stop = this.props.kit.whenFree(this.props.id, run);
  }

  private enter(element: Element) {
    this.leave = this.props.kit.root.enter(element);
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

  private readonly lose = () => {
    if (!this.state.element) return;
    this.rest();
    if (this.props.onLost) return this.props.onLost();
    // Who scrolls it away in a list that drops what is out of sight is not taken back to it.
    this.isRevealed = !this.isSeen;
    this.setState({ element: undefined });
    this.seek();
  };

  private readonly check = (isSeen: boolean) => {
    const { kit, target } = this.props;
    const { element } = this.state;
    if (!element) return;
    if (!isTarget(target, element)) return this.lose();
    this.isSeen = isSeen;
    if (isSeen) clearTimeout(this.timer);
    this.stopWatching ??= kit.seeker.whenLost(target, element, this.lose);
  };

  override render() {
    const { element } = this.state;
    return element ? this.props.children(element, this.lose, this.check) : null;
  }
}
