import { Component, type ComponentChildren } from "preact";
import type { Target, Undo } from "../sdk/door.ts";
import type { Kit } from "./kit.ts";
import { revealTarget } from "./reveal.ts";

/** How long a target may take before it is reported, in milliseconds. */
const PATIENCE = 5000;

interface SoughtProps {
  readonly kit: Kit;
  /** The view's key. */
  readonly id: string;
  readonly target: Target;
  /** Scrolls to the target when it is found first. */
  readonly reveal: boolean;
  /** Told once if it has not come in time; the search goes on. */
  onMissing(): void;
  /** Draws what belongs to the element; `lose` says that it is gone or means something else now. */
  readonly children: (element: Element, lose: () => void) => ComponentChildren;
}

/** Draws its children while their target is there, from the moment on in which they may open. */
export class Sought extends Component<SoughtProps, { element: Element | undefined }> {
  private stop: Undo = () => {};
  private leave: Undo = () => {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isMissed = false;
  private isRevealed = false;

  override componentDidMount() {
    this.seek();
  }

  override componentWillUnmount() {
    this.rest();
  }

  private rest() {
    this.stop();
    this.leave();
    clearTimeout(this.timer);
  }

  private seek() {
    const { kit, target } = this.props;
    this.stop = kit.seeker.whenFound(target, (element) => this.found(element));
    if (this.isMissed) return;
    this.timer = setTimeout(() => {
      this.isMissed = true;
      this.props.onMissing();
    }, PATIENCE);
  }

  private found(element: Element) {
    clearTimeout(this.timer);
    this.stop = this.props.kit.whenFree(this.props.id, () => this.enter(element));
  }

  private enter(element: Element) {
    this.leave = this.props.kit.root.enter(element);
    if (this.props.reveal && !this.isRevealed) revealTarget(element);
    this.isRevealed = true;
    this.setState({ element });
  }

  private readonly lose = () => {
    if (!this.state.element) return;
    this.rest();
    this.setState({ element: undefined });
    this.seek();
  };

  override render() {
    const { element } = this.state;
    return element ? this.props.children(element, this.lose) : null;
  }
}
