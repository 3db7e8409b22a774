import { Component, createRef, Fragment, h } from "preact";
import type { Placement, Undo } from "../../sdk/stage.ts";
import { readOut } from "../frame/readOut.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";
import { giveFocus, keepFocusOrigin } from "../page/focus/focus.ts";
import { joinTabOrder } from "../page/focus/tabOrder.ts";
import { keepPosition } from "../page/place/keepPosition.ts";
import { makeWay, putBack } from "../page/place/makeWay.ts";
import { isPhone, liftAbove } from "../page/place/reveal.ts";
import { getRoom, getVisibleRect } from "../page/place/visibleRect.ts";
import { holdsFocus } from "../page/tree.ts";
import { Content, type ContentProps } from "./content.tsx";

export interface CardProps extends ContentProps {
  /** What it stands beside; without one it stands at the bottom of the window. */
  readonly anchor?: Element | undefined;
  readonly placement: Placement;
  /** The user asked for it: it may take the focus, and presses count at once. */
  readonly selfOpened: boolean;
  /** All but the anchor is darkened. */
  readonly spotlight?: boolean | undefined;
  /** The anchor is ours: it stays as it is, without a ring around it, and is one with the card in Tab's order. */
  readonly bare?: boolean;
  /** Listens on the anchor while the card stands beside it. */
  listen?(anchor: Element): Undo;
  /** The first frame in which it is on screen beside its anchor. */
  onShown?(): void;
  /** Each time its place was looked at anew: the anchor may be another thing now, or out of sight, or the card held. */
  onPlaced?: ((isSeen: boolean, isHeld?: boolean) => void) | undefined;
}

/** What a tooltip, a step of a tour and a hotspot say, and where. */
export class Card extends Component<CardProps> {
  private readonly box = createRef<HTMLElement>();
  private readonly ring = createRef<HTMLDivElement>();
  /** What ties it to its anchor. */
  private undo: Undo[] = [];
  private leave: Undo = () => {};
  private frame = 0;
  /** What had the focus when it came. */
  private focus: Element | null = null;
  /** The height of what was seen of the window when the sheet found its place. */
  private height = 0;
  private returnFocus: ReturnType<typeof keepFocusOrigin> = () => {};
  /** What the page around its anchor looks like, read before the card is in it. */
  private wear: ReturnType<WidgetContext["root"]["dress"]> | undefined;

  override componentWillMount() {
    const { context, anchor, bare } = this.props;
    if (anchor && !bare) this.wear = context.root.dress(anchor);
  }

  override componentDidMount() {
    const { context, anchor } = this.props;
    const box = this.box.current!;
    this.focus = document.activeElement;
    this.returnFocus = keepFocusOrigin(box);
    if (anchor) this.attach(anchor, box);
    else {
      box.dataset.side = "none";
      this.show();
    }
    this.leave = context.layers.add({ box, close: () => box.dataset.side && this.props.onClose() });
  }

  /** Stands beside `anchor` from now on. */
  private attach(anchor: Element, box: HTMLElement) {
    const { context, bare, placement, selfOpened, listen } = this.props;
    const follow = (isSeen: boolean, isHeld?: boolean) => {
      const stands = isSeen && !isHeld;
      if (stands) this.keepTargetFree();
      if (!bare) makeWay(context.root.stage, anchor);
      if (stands && !this.frame) this.show();
      this.props.onPlaced?.(isSeen, isHeld);
    };
    // Before its place is looked for: its font is part of its size.
    this.undo = bare ? [] : [(this.wear ?? context.root.dress(anchor))(box)];
    this.wear = undefined;
    this.undo.push(
      keepPosition(anchor, box, {
        placement,
        ring: this.ring.current,
        pointer: selfOpened ? undefined : context.pointer,
        onPlaced: follow,
        ...(!bare && { watch: (look) => context.targets.onChange(anchor, look) }),
      }),
    );
    if (!bare) this.undo.push(joinTabOrder(box, anchor, context.joined));
    if (listen) this.undo.push(listen(anchor));
  }

  override componentDidUpdate({ anchor: before }: CardProps) {
    const { anchor } = this.props;
    if (!anchor || anchor === before) return;
    for (const undo of this.undo) undo();
    this.attach(anchor, this.box.current!);
  }

  override componentWillReceiveProps({ thanks }: CardProps) {
    const { context } = this.props;
    const box = this.box.current;
    if (!thanks || this.props.thanks || !box) return;
    const { text, lang } = context.pick(thanks === true ? context.own(context.words.thanks) : thanks);
    context.announce(context.merge(text), lang);
    // The button that was pressed is about to go; with it the focus would fall to the body.
    if (holdsFocus(box)) box.focus({ preventScroll: true });
  }

  override componentWillUnmount() {
    const { context, anchor, bare } = this.props;
    for (const undo of [...this.undo, this.leave]) undo();
    if (!bare) putBack(context.root.stage);
    cancelAnimationFrame(this.frame);
    context.announce("");
    // From a dot's own card the way out is the dot, wherever Tab came in.
    if (!bare) this.returnFocus(anchor);
    else if (holdsFocus(this.box.current!)) giveFocus(anchor);
  }

  /** What was placed in this task is on screen when the next frame begins. */
  private show() {
    this.frame = requestAnimationFrame(() => {
      const { context, selfOpened, onShown } = this.props;
      const box = this.box.current;
      if (!box) return;
      if (selfOpened && !this.hasTurned()) giveFocus(box.querySelector(".primary"), box);
      else readOut(context, box);
      onShown?.();
    });
  }

  /** On a slow page the user may be in a field by now, and what they type is for that. */
  private hasTurned(): boolean {
    const { activeElement, body } = document;
    return ![this.focus, body, this.props.context.root.host].includes(activeElement);
  }

  /**
   * A sheet goes to the other edge where the page cannot scroll its target out from under it and the pill on top. It is
   * asked once, and again when a keyboard comes or goes.
   */
  private keepTargetFree() {
    const { context, anchor, selfOpened } = this.props;
    const { stage } = context.root;
    const box = this.box.current!;
    if (!anchor || box.dataset.side !== "sheet") return;
    const { y: ceiling, height } = getRoom();
    if (this.height === (this.height = height)) return;
    delete box.dataset.edge;
    const area = box.getBoundingClientRect();
    if (isPhone()) stage.style.setProperty("--sheet", `${area.height}px`);
    const isUnder = !selfOpened && context.pointer.isOver(area);
    const covered = liftAbove(anchor, area.top - (stage.querySelector("[data-list]") ? 68 : 12));
    const coveredAbove = ceiling + area.height + 12 - getVisibleRect(anchor).whole.y;
    if (isUnder || covered > Math.max(0, coveredAbove)) box.dataset.edge = "top";
  }

  override render() {
    const { id, anchor, title, body, selfOpened, bare, spotlight, thanks } = this.props;
    const done = this.props.done && !thanks;
    return (
      <Fragment>
        {anchor && !bare && !done && (
          <div class={spotlight ? "ring spot" : "ring"} part="ring" ref={this.ring} />
        )}
        <section
          class={selfOpened ? "card surface sheet" : "card surface sheet held"}
          part="card"
          role={selfOpened ? "dialog" : "region"}
          aria-labelledby={`${id}-${title || done ? "title" : "body"}`}
          aria-describedby={title && body && !done ? `${id}-body` : undefined}
          tabIndex={-1}
          ref={this.box}
        >
          {anchor && <div class="arrow" part="arrow" />}
          <Content {...this.props} done={done} />
        </section>
      </Fragment>
    );
  }
}
