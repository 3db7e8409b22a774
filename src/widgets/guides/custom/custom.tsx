import { Component, type ComponentChildren, h } from "preact";
import type { RenderActions } from "../../../sdk/renderers.ts";
import { getStep, getTarget, type Undo, type View } from "../../../sdk/stage.ts";
import { OnFirstFrame } from "../../frame/onFirstFrame.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { WithTarget } from "../../frame/withTarget.tsx";

export type AnyRenderer = (view: View, actions: RenderActions) => Undo;

interface CustomProps extends DrawProps<View> {
  readonly renderer: AnyRenderer;
  onFault(fault: unknown): void;
  /** What we would have drawn. */
  readonly children: () => ComponentChildren;
}

/** A view that the vendor draws. Its target is waited for as for ours, and where their code breaks ours stands in. */
export class Custom extends Component<CustomProps, { readonly isBroken?: boolean }> {
  private readonly fail = (fault: unknown) => {
    this.setState({ isBroken: true });
    this.props.onFault(fault);
  };

  override render() {
    const { context, view, children } = this.props;
    if (this.state.isBroken) return children();
    const { step } = getStep(view);
    const drawn = (element?: Element, lose?: () => void) => (
      <Drawn {...this.props} element={element} lose={lose} onFault={this.fail} />
    );
    return getTarget(view) ? (
      <WithTarget
        key={step}
        context={context}
        view={view}
        reveal={"placement" in view.plan || step !== undefined}
      >
        {drawn}
      </WithTarget>
    ) : (
      drawn()
    );
  }
}

interface DrawnProps extends CustomProps {
  readonly element: Element | undefined;
  readonly lose: (() => void) | undefined;
}

/** Called again where the view looks different; what the user is writing is in their own field. */
const sign = (view: View) => JSON.stringify(view, (name, value) => (name === "draft" ? undefined : value));

class Drawn extends Component<DrawnProps> {
  private undo: Undo | undefined;
  private observer: ResizeObserver | undefined;

  override componentDidMount() {
    this.observe();
    this.draw();
  }

  override componentDidUpdate({ view: before, element: beside }: DrawnProps) {
    const { view, element } = this.props;
    if (element !== beside) this.observe();
    else if (sign(before) === sign(view)) return;
    this.clear();
    this.draw();
  }

  private observe() {
    const { element } = this.props;
    this.observer?.disconnect();
    if (!element) return;
    // A box that leaves the document changes its size to nothing, and that is observed.
    this.observer = new ResizeObserver(() => element.isConnected || this.props.lose?.());
    this.observer.observe(element);
  }

  override componentWillUnmount() {
    this.observer?.disconnect();
    this.clear();
  }

  private actions(): RenderActions {
    const { context, view, element } = this.props;
    return {
      ...(element && { element }),
      text: (text) => context.merge(context.pick(text).text),
      href: (address) => context.href(address),
      tell: (deed) => context.tell({ ...deed, key: view.key }),
    };
  }

  private draw() {
    const { renderer, view, onFault } = this.props;
    try {
      this.undo = renderer(view, this.actions());
    } catch (fault) {
      onFault(fault);
    }
  }

  private clear() {
    const { undo } = this;
    this.undo = undefined;
    try {
      undo?.();
    } catch (fault) {
      this.props.onFault(fault);
    }
  }

  override render() {
    return <OnFirstFrame onShown={this.props.onShown} />;
  }
}
