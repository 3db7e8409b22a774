import { Component, type ComponentChildren, createRef, h } from "preact";
import { controlsIn, giveFocus } from "../page/focus/focus.ts";
import { holdsFocus } from "../page/tree.ts";

interface KeepFocusProps {
  readonly class?: string;
  readonly part?: string;
  readonly children: ComponentChildren;
}

/** A box whose buttons make way for others, or for a word: where the one that was pressed goes, the focus stays in the box. */
export class KeepFocus extends Component<KeepFocusProps> {
  private readonly box = createRef<HTMLDivElement>();
  private isInUse = false;

  override componentWillUpdate() {
    const box = this.box.current;
    this.isInUse = !!box && holdsFocus(box);
  }

  override componentDidUpdate() {
    const box = this.box.current;
    if (this.isInUse && box && !holdsFocus(box)) giveFocus(...controlsIn(box), box);
  }

  override render() {
    const { class: look, part, children } = this.props;
    return (
      <div class={look} part={part} tabIndex={-1} ref={this.box}>
        {children}
      </div>
    );
  }
}
