import { Component, type ComponentChildren, createPortal } from "preact";
import type { Undo } from "../../sdk/stage.ts";
import { createOwnElement } from "../page/ownElement.ts";
import type { WidgetContext } from "./widgetContext.ts";

interface InlineProps {
  readonly context: WidgetContext;
  readonly into: Element;
  /** The element went, or lost what we had put in it. */
  lose(): void;
  readonly children: ComponentChildren;
}

/** Draws its children in the page's own flow, inside `into`, in a root like ours. */
export class Inline extends Component<InlineProps, { readonly shadow?: ShadowRoot }> {
  private remove: Undo = () => {};

  override componentDidMount() {
    const { context, into, lose } = this.props;
    const host = createOwnElement("milepost-slot");
    const shadow = host.attachShadow({ mode: "open" });
    host.setAttribute("inline", "");
    host.lang = context.root.host.lang;
    host.dir = context.root.host.dir;
    into.append(host);
    const unshare = context.root.share(shadow);
    // A box that leaves the document changes its size to nothing, and that is observed.
    const observer = new ResizeObserver(() => host.isConnected || lose());
    observer.observe(host);
    this.remove = () => {
      observer.disconnect();
      unshare();
      host.remove();
    };
    this.setState({ shadow });
  }

  override componentWillUnmount() {
    this.remove();
  }

  override render() {
    const { shadow } = this.state;
    return shadow ? createPortal(this.props.children, shadow) : null;
  }
}
