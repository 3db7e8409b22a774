import { Component, type ComponentChildren, createRef, h } from "preact";
import { controlsIn, giveFocus, holdsFocus } from "./focus.ts";

interface SteadyProps {
  readonly class?: string;
  readonly part?: string;
  readonly children: ComponentChildren;
}

/** A box whose buttons make way for others, or for a word: where the one that was pressed goes, the focus stays in the box. */
export class Steady extends Component<SteadyProps> {
  private readonly box = createRef<HTMLDivElement>();
  private isInUse = false;

  override componentWillUpdate() {
    this.isInUse = holdsFocus(this.box.current!);
  }

  override componentDidUpdate() {
    const box = this.box.current!;
    if (this.isInUse && !holdsFocus(box)) giveFocus(...controlsIn(box), box);
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
