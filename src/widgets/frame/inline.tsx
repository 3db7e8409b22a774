import { Component, type ComponentChildren, createPortal } from "preact";
import type { Undo } from "../../sdk/stage.ts";
import { attempt } from "../page/attempt.ts";
import { createOwnElement } from "../page/ownElement.ts";
import { keepState, removeCopies, whenMoved } from "../page/presence.ts";
import type { WidgetContext } from "./widgetContext.ts";

interface InlineProps {
  readonly context: WidgetContext;
  readonly into: Element;
  /** The element went, or lost what we had put in it. */
  lose(): void;
  readonly children: ComponentChildren;
}

/** Draws its children in the page's own flow, inside `into`, in a root like ours. Goes over to another `into` as it is. */
export class Inline extends Component<InlineProps, { readonly shadow?: ShadowRoot }> {
  private readonly host = createOwnElement("milepost-slot");
  private remove: Undo = () => {};
  private stopWatching: Undo = () => {};
  private revive: Undo = () => {};

  override componentDidMount() {
    const { context } = this.props;
    const { host } = this;
    const shadow = host.attachShadow({ mode: "open" });
    host.setAttribute("inline", "");
    host.lang = context.root.host.lang;
    host.dir = context.root.host.dir;
    // What it is to look like is what is around it.
    this.enter();
    const unshare = context.root.share(shadow);
    this.revive = keepState(shadow);
    this.remove = () => {
      this.stopWatching();
      unshare();
      host.remove();
    };
    this.setState({ shadow });
  }

  override componentDidUpdate() {
    const { host } = this;
    const { context, into } = this.props;
    // Where all of it was taken away, another place is looked for first.
    if (!into.isConnected || (host.isConnected && host.parentNode === into)) return;
    this.enter();
    attempt(context.root.follow);
    attempt(this.revive);
  }

  private enter() {
    const { host } = this;
    const { into } = this.props;
    removeCopies(host, into);
    into.append(host);
    this.stopWatching();
    // Before anything is drawn, so that what is below does not jump up and back.
    this.stopWatching = whenMoved(host, () => host.isConnected || this.props.lose());
  }

  override componentWillUnmount() {
    this.remove();
  }

  override render() {
    const { shadow } = this.state;
    return shadow ? createPortal(this.props.children, shadow) : null;
  }
}
