import { Component, type ComponentChildren, createRef, h } from "preact";
import { getKind, getStep, getTarget, type Undo, type View } from "../../sdk/stage.ts";
import { fadeOut } from "../page/fadeOut.ts";
import { holdsFocus } from "../page/tree.ts";
import type { WidgetContext } from "./widgetContext.ts";

/** What each kind of drawing is given. */
export interface DrawProps<V extends View> {
  readonly context: WidgetContext;
  readonly view: V;
  /** It is on screen; only the first call counts. */
  onShown(): void;
  /** A done view may go now. */
  onLeave(): void;
  /** The user has closed it: for good, or where it is done only for now. */
  onClose(): void;
  /** A button of the config was pressed, by its index among those that the view has now. */
  onPress(action: number): void;
}

/** What each drawing says through its slot. */
export type SlotCalls = Omit<DrawProps<View>, "context" | "view">;

interface SlotProps {
  readonly context: WidgetContext;
  readonly view: View;
  readonly children: (calls: SlotCalls) => ComponentChildren;
}

interface SlotState {
  readonly isOver?: boolean;
  /** It may open, as far as the user goes: what has a target asks again when that has come. */
  readonly isFree?: boolean;
}

/** How long a done state stays if nobody leaves it, in milliseconds. */
const STAY = 5000;

/**
 * The life of one view, the same for every kind: it is shown once, and when its gap is bridged it goes at once, unless
 * the user is on it; then it stays as a done state until they leave, or close what thanks them. What breaks in it ends
 * here.
 */
export class Slot extends Component<SlotProps, SlotState> {
  private readonly box = createRef<HTMLDivElement>();
  private isShown = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stop: Undo = () => {};
  private stopWaiting: Undo = () => {};

  override componentWillMount() {
    const { context, view } = this.props;
    const free = () => this.setState({ isFree: true });
    if (getTarget(view)) free();
    else this.stop = context.whenFree(view.key, free);
  }

  override componentDidMount() {
    if (this.props.view.phase === "done") this.leave();
  }

  override componentWillReceiveProps({ view }: SlotProps) {
    if (view.phase === "live" || this.props.view.phase === "done" || view.thanks) return;
    const box = this.box.current!;
    const isFocused = holdsFocus(box);
    const isSeen = isFocused || getKind(view.type).showsDone || box.matches(":hover");
    if (!this.isShown || !isSeen) return this.leave();
    // Its buttons are about to go; with one of them the focus would fall to the body.
    if (isFocused) box.querySelector<HTMLElement>(".surface[tabindex]")?.focus({ preventScroll: true });
    this.timer = setTimeout(this.leave, STAY);
  }

  override componentWillUnmount() {
    const { context, view } = this.props;
    clearTimeout(this.timer);
    this.stop();
    this.stopWaiting();
    // The help panel opens and closes while its slot stays, so it sees to its own picture.
    const surface =
      this.isShown &&
      view.phase === "live" &&
      view.type !== "help" &&
      this.box.current?.querySelector(".surface");
    if (surface) fadeOut(surface, context.root.shadow);
  }

  override componentDidCatch() {
    this.setState({ isOver: true });
  }

  private readonly onShown = () => {
    const { context, view } = this.props;
    if (this.isShown) return;
    this.isShown = true;
    // What nobody sees is not shown.
    this.stopWaiting = context.root.whenVisible(() => context.tell({ kind: "shown", key: view.key }));
  };

  private readonly leave = () => {
    if (this.state.isOver) return;
    this.setState({ isOver: true }, () =>
      this.props.context.tell({ kind: "gone", key: this.props.view.key }),
    );
  };

  private readonly close = () => {
    const { context, view } = this.props;
    if (view.phase === "done") this.leave();
    else context.tell({ kind: "dismissed", key: view.key });
  };

  private readonly press = (action: number) => {
    const { context, view } = this.props;
    context.tell({ kind: "pressed", key: view.key, action, ...getStep(view) });
  };

  private readonly calls: SlotCalls = {
    onShown: this.onShown,
    onLeave: this.leave,
    onClose: this.close,
    onPress: this.press,
  };

  private readonly onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (!this.box.current?.contains(relatedTarget as Node | null)) this.leaveIfDone();
  };

  private readonly leaveIfDone = () => {
    const { phase, thanks } = this.props.view;
    if (phase === "done" && !thanks) this.leave();
  };

  override render() {
    const { isFree, isOver } = this.state;
    return (
      <div class="slot" ref={this.box} onPointerLeave={this.leaveIfDone} onFocusOut={this.onFocusOut}>
        {isFree && !isOver && this.props.children(this.calls)}
      </div>
    );
  }
}
