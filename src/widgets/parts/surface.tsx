import { Component, type ComponentChildren, createRef, h } from "preact";
import type { Undo, View } from "../../sdk/stage.ts";
import { readOut } from "../frame/readOut.ts";
import { whenClear } from "../frame/whenClear.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";
import { attempt } from "../page/attempt.ts";
import { giveFocus, keepFocusOrigin } from "../page/focus/focus.ts";
import type { Pointer } from "../page/place/pointer.ts";
import { holdsFocus } from "../page/tree.ts";

interface SurfaceProps {
  readonly context: WidgetContext;
  readonly view: Pick<View, "key" | "selfOpened" | "thanks">;
  readonly class: string;
  /** All else is out of reach while it is open. */
  readonly isModal?: boolean;
  /** Ids of what names it and what describes it. */
  readonly name: string;
  readonly description?: string | undefined;
  readonly children: ComponentChildren;
  /** Finds its place, before it is seen; the undo is called when it goes. */
  readonly settle?: ((box: HTMLElement, pointer: Pointer) => Undo) | undefined;
  onShown(): void;
  onClose(): void;
}

/** What stands over the page by itself, beside no target: its focus, its Esc, and what screen readers hear of it. */
export class Surface extends Component<SurfaceProps> {
  private readonly box = createRef<HTMLElement>();
  private undo: Undo[] = [];
  private frame = 0;
  private isLeaving = false;
  private returnFocus: ReturnType<typeof keepFocusOrigin> = () => {};

  override componentDidMount() {
    const { context, view, isModal, settle } = this.props;
    const box = this.box.current!;
    const open = () => this.open(box);
    this.returnFocus = keepFocusOrigin(box);
    if (settle) this.undo.push(settle(box, context.pointer));
    if (view.selfOpened || settle) return open();
    // Only what is open has a place, to be held against the pointer's.
    if (isModal) box.setAttribute("open", "");
    this.undo.push(whenClear(context, view.key, box, open));
  }

  private open(box: HTMLElement) {
    const { context, isModal } = this.props;
    if (isModal)
      attempt(() => {
        box.removeAttribute("open");
        (box as HTMLDialogElement).showModal();
      });
    this.undo.push(context.layers.add({ box, close: () => this.props.onClose() }));
    this.frame = requestAnimationFrame(() => this.show(box));
  }

  private readonly closed = () => {
    if (!this.isLeaving) this.props.onClose();
  };

  private show(box: HTMLElement) {
    const { context, view, isModal, onShown } = this.props;
    // On the dialog itself, so that a key that was meant for the page presses none of its buttons.
    if (isModal) giveFocus(box);
    else if (view.selfOpened) giveFocus(box.querySelector(".primary"), box);
    else readOut(context, box);
    onShown();
  }

  override componentDidUpdate({ view: before }: SurfaceProps) {
    const { context, view } = this.props;
    const box = this.box.current!;
    if (!view.thanks || before.thanks) return;
    // The button that was pressed has gone, and the focus with it to the body.
    if (this.props.isModal || !document.activeElement || document.activeElement === document.body)
      giveFocus(box);
    context.announce(box.querySelector(".thanks")?.textContent ?? "");
  }

  override componentWillUnmount() {
    const { context, isModal } = this.props;
    const box = this.box.current!;
    const wasIn = holdsFocus(box);
    this.isLeaving = true;
    for (const undo of this.undo) undo();
    cancelAnimationFrame(this.frame);
    context.announce("");
    // A dialog that is closed gives the focus back by itself, where that is still there.
    if (isModal) attempt(() => (box as HTMLDialogElement).close());
    const main = document.querySelector("main");
    this.returnFocus(main);
    if (isModal && wasIn && document.activeElement === document.body) giveFocus(main);
  }

  override render() {
    const { view, class: look, isModal, name, description, children, onClose } = this.props;
    const given = {
      class: `${look} surface ${view.selfOpened ? "" : "held"}`,
      part: `card ${look.split(" ")[0]}`,
      "aria-labelledby": name,
      "aria-describedby": description,
      tabIndex: -1,
    };
    if (!isModal)
      return (
        <section {...given} role={view.selfOpened ? "dialog" : "region"} ref={this.box}>
          {children}
        </section>
      );
    // Back on a phone asks it to close without a key; where nobody has pressed anything, it closes without asking.
    const cancel = (event: Event) => {
      event.preventDefault();
      onClose();
    };
    return (
      <dialog {...given} onCancel={cancel} onClose={this.closed} ref={this.box as never}>
        {children}
      </dialog>
    );
  }
}
