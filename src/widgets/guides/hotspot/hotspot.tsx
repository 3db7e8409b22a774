import { Component, createRef, Fragment, h } from "preact";
import type { HotspotView, Undo } from "../../../sdk/stage.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { WithTarget } from "../../frame/withTarget.tsx";
import { keepFocusOrigin } from "../../page/focus/focus.ts";
import { joinTabOrder } from "../../page/focus/tabOrder.ts";
import { keepPosition } from "../../page/place/keepPosition.ts";
import { makeWay, putBack } from "../../page/place/makeWay.ts";
import { Card } from "../../parts/card.tsx";
import { GuideActions } from "../../parts/guideActions.tsx";
import hotspotStyle from "./hotspot.css";
import { placeOnCorner } from "./placeOnCorner.ts";

/** A dot on an element that opens a doc or says its own few words. */
export const Hotspot = (props: DrawProps<HotspotView>) => {
  const { context, view } = props;
  return (
    <WithTarget context={context} view={view} reveal={false}>
      {(element, _, check) => <Dot {...props} anchor={element} check={check} />}
    </WithTarget>
  );
};

interface DotProps extends DrawProps<HotspotView> {
  readonly anchor: Element;
  check(isSeen: boolean): void;
}

class Dot extends Component<DotProps, { readonly isOpen: boolean }> {
  private readonly dot = createRef<HTMLButtonElement>();
  private stop: Undo = () => {};
  private frame = 0;
  private returnFocus: ReturnType<typeof keepFocusOrigin> = () => {};

  override componentDidMount() {
    this.props.context.root.addStyle(hotspotStyle);
    this.returnFocus = keepFocusOrigin(this.dot.current!);
    this.attach();
  }

  override componentDidUpdate({ anchor: before }: DotProps) {
    if (this.props.anchor === before) return;
    this.stop();
    this.attach();
  }

  private attach() {
    const { context, anchor } = this.props;
    const dot = this.dot.current!;
    // Around both: the dot, and the card that it opens.
    const leave = joinTabOrder(dot.parentElement!, anchor, context.joined);
    const rest = keepPosition(anchor, dot, {
      place: (sight, isLeftward) => placeOnCorner(dot, sight, isLeftward),
      onPlaced: (isSeen) => {
        const { onShown, check } = this.props;
        if (isSeen) this.frame ||= requestAnimationFrame(onShown);
        makeWay(context.root.stage, anchor);
        check(isSeen);
      },
    });
    this.stop = () => {
      leave();
      rest();
    };
  }

  override componentWillReceiveProps({ view }: DotProps) {
    // The dot is about to go, and with it the focus would fall to the body.
    if (view.phase === "done") this.returnFocus(this.props.anchor);
  }

  override componentWillUnmount() {
    this.stop();
    putBack(this.props.context.root.stage);
    cancelAnimationFrame(this.frame);
    this.returnFocus(this.props.anchor);
  }

  private readonly close = () => this.setState({ isOpen: false });

  private readonly press = () => {
    const { context, view } = this.props;
    const { doc } = view.plan;
    if (doc) context.tell({ kind: "opened", key: view.key, doc });
    else this.setState({ isOpen: !this.state.isOpen });
  };

  override render() {
    const { context, view, onLeave, onPress } = this.props;
    const { key, plan, doc, phase, selfOpened, thanks } = view;
    const done = phase === "done";
    const { isOpen } = this.state;
    const { text, lang } = context.pick(doc?.title ?? plan.title ?? context.own(context.words.help));
    return (
      <Fragment>
        <button
          type="button"
          class={selfOpened ? "dot" : "dot held"}
          part="dot"
          ref={this.dot}
          hidden={done}
          aria-label={context.merge(text)}
          lang={lang}
          aria-expanded={plan.doc ? undefined : !!isOpen}
          onClick={this.press}
        />
        {isOpen && (
          <Card
            context={context}
            id={key}
            anchor={this.dot.current!}
            bare
            placement={plan.placement}
            title={plan.title}
            body={plan.body}
            selfOpened
            done={done}
            thanks={thanks}
            actions={plan.actions}
            buttons={!thanks && <GuideActions context={context} view={view} onPress={onPress} />}
            onClose={done ? onLeave : this.close}
          />
        )}
      </Fragment>
    );
  }
}
