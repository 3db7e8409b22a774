import { Component, Fragment, h } from "preact";
import type { ChecklistView, Undo } from "../../../sdk/stage.ts";
import { OnFirstFrame } from "../../frame/onFirstFrame.ts";
import { Placed } from "../../frame/placed.tsx";
import type { DrawProps } from "../../frame/slot.tsx";
import { whenClear } from "../../frame/whenClear.ts";
import { giveFocus, keepFocusOrigin } from "../../page/focus/focus.ts";
import { isPhone } from "../../page/place/reveal.ts";
import { holdsFocus } from "../../page/tree.ts";
import { Actions } from "../../parts/button.tsx";
import { Promised, Thanks } from "../../parts/content.tsx";
import checklistStyle from "./checklist.css";
import { ChecklistHead, countOver, isOver, Pill, sayCount, titleOf } from "./checklistHead.tsx";
import { Item } from "./item.tsx";

type Props = DrawProps<ChecklistView>;

interface ChecklistState {
  /** The item that the user has opened. */
  readonly opened?: string;
  /**
   * On a phone: it is a pill until the user opens it, and again when something else is opened. That is this page's
   * affair; left out elsewhere, where the stage says it for all devices.
   */
  readonly isFolded?: boolean;
}

/** The way to an outcome as a list that ticks itself off, floating in a corner or inside an element of the page. */
export class Checklist extends Component<Props, ChecklistState> {
  /** The list, or its pill. */
  private box: HTMLElement | null = null;
  private readonly fresh = new Set<string>();
  private undo: Undo = () => {};
  private returnFocus: ReturnType<typeof keepFocusOrigin> = () => {};
  /** The user pressed what changes its size, so the focus goes along. */
  private isTurned = false;
  /** The focus is in it, and the button that has it may be about to go. */
  private isInUse = false;
  /** It has come by itself to where the pointer is not. */
  private hasOpened = false;
  private frame = 0;

  override componentWillMount() {
    if (this.isFloating && isPhone()) this.setState({ isFolded: !this.props.view.selfOpened });
    this.props.context.root.addStyle(checklistStyle);
  }

  override componentWillReceiveProps({ view }: Props) {
    const before = new Set(this.props.view.items.filter(isOver).map(({ plan }) => plan.milestone));
    for (const { plan, done } of view.items)
      if (done && !before.has(plan.milestone)) this.fresh.add(plan.milestone);
  }

  override componentWillUpdate() {
    this.isInUse = !!this.box && holdsFocus(this.box);
  }

  override componentDidUpdate({ view: before }: Props, state: ChecklistState) {
    const { context, view } = this.props;
    const { box } = this;
    if (countOver(view) > countOver(before)) context.announce(sayCount(context, view, true));
    if (this.isTurned && (view.minimised !== before.minimised || state.isFolded !== this.state.isFolded)) {
      this.isTurned = false;
      giveFocus(box);
    } else if (this.isInUse && box && !holdsFocus(box)) giveFocus(box.querySelector(".current button"), box);
  }

  override componentWillUnmount() {
    this.returnFocus(document.querySelector("main"));
  }

  private readonly setBox = (box: HTMLElement | null) => {
    this.undo();
    this.box = box;
    if (!box) return;
    const { context, view } = this.props;
    this.returnFocus = keepFocusOrigin(box);
    if (!this.isFloating) return;
    const leave = context.layers.add({
      box,
      shy: true,
      close: () => this.escape(),
      makeWay: () => this.state.isFolded === false && this.setState({ isFolded: true }),
    });
    const callOff = this.opensItself ? whenClear(context, view.key, box, this.open) : () => {};
    this.undo = () => {
      leave();
      callOff();
      cancelAnimationFrame(this.frame);
    };
  };

  private readonly open = () => {
    this.hasOpened = true;
    this.frame = requestAnimationFrame(this.shown);
  };

  private readonly shown = () => {
    const { context, view, onShown } = this.props;
    if (view.selfOpened) giveFocus(this.box);
    else
      context.announce(
        `${context.merge(context.pick(titleOf(context, view)).text)}. ${sayCount(context, view, true)}`,
      );
    onShown();
  };

  private get opensItself() {
    return this.isFloating && !this.hasOpened && !this.props.view.selfOpened;
  }

  private get isFloating() {
    return !this.props.view.plan.target;
  }

  private get isSmall() {
    return this.isFloating && (this.state.isFolded ?? this.props.view.minimised);
  }

  private escape() {
    const { view, onLeave } = this.props;
    if (view.phase === "done") onLeave();
    else if (!this.isSmall) this.setMinimised(true);
  }

  private readonly setMinimised = (minimised: boolean) => {
    const { context, view } = this.props;
    this.isTurned = true;
    if (this.state.isFolded === undefined) context.tell({ kind: "minimised", key: view.key, minimised });
    else this.setState({ isFolded: minimised });
  };

  private renderList() {
    const { context, view, onClose, onPress } = this.props;
    const { items, phase } = view;
    const open = phase === "live" ? items.filter((item) => !isOver(item) && !item.locked) : [];
    const current = open.find((item) => item.plan.milestone === this.state.opened) ?? open[0];
    return (
      <section
        class={`checklist surface ${this.isFloating ? "sheet held" : "inline"}`}
        part="card checklist"
        aria-labelledby={`${view.key}-title`}
        tabIndex={-1}
        ref={this.setBox}
      >
        <ChecklistHead context={context} view={view} onMinimise={this.setMinimised} onClose={onClose} />
        <ul>
          {items.map((item) => (
            <Item
              key={item.plan.milestone}
              context={context}
              view={view}
              item={item}
              isCurrent={item === current}
              isFresh={this.fresh.has(item.plan.milestone)}
              onOpen={() => this.setState({ opened: item.plan.milestone })}
            />
          ))}
        </ul>
        <Foot context={context} view={view} onPress={onPress} />
      </section>
    );
  }

  /** The list or its pill, and once one of them is there the word that it is. */
  private renderWhole() {
    const { context, view } = this.props;
    return (
      <Fragment>
        {this.isSmall ? (
          <Pill context={context} view={view} onMinimise={this.setMinimised} onBox={this.setBox} />
        ) : (
          this.renderList()
        )}
        {!this.opensItself && !this.hasOpened && <OnFirstFrame onShown={this.shown} />}
      </Fragment>
    );
  }

  override render() {
    const { context, view } = this.props;
    return (
      <Placed context={context} view={view}>
        {this.renderWhole()}
      </Placed>
    );
  }
}

/** The config's own buttons: they are about the whole list. */
const Foot = ({
  context,
  view: { key, phase, plan, thanks },
  onPress,
}: Pick<Props, "context" | "view" | "onPress">) => {
  if (phase === "done" || plan.actions.length === 0) return null;
  if (thanks) {
    return (
      <div class="foot">
        <Thanks context={context} id={key} thanks={thanks} />
      </div>
    );
  }
  return (
    <Fragment>
      <div class="foot">
        <Actions context={context} actions={plan.actions} lead={false} onPress={onPress} />
      </div>
      {plan.actions.map((action) => (
        <Promised key={action} context={context} action={action} />
      ))}
    </Fragment>
  );
};
