import { Component, Fragment, h } from "preact";
import { Icon } from "./icon.tsx";
import type { InterruptionProps } from "./interruption.ts";

type Menu = typeof import("./moreMenu.tsx")["MoreMenu"];

/** The small button on each interruption: why it is there, and how to have no more of them. Its menu loads when asked for. */
export class More extends Component<InterruptionProps, { readonly Menu?: Menu; readonly isOpen?: boolean }> {
  private readonly press = async () => {
    this.setState({ isOpen: !this.state.isOpen });
    try {
      this.setState({ Menu: (await import("./moreMenu.tsx")).MoreMenu });
    } catch {
      // The next press tries again.
      this.setState({ isOpen: false });
    }
  };

  override render() {
    const { Menu, isOpen } = this.state;
    return (
      <Fragment>
        <button
          class="tool more"
          part="more"
          type="button"
          aria-label={this.props.context.words.more}
          aria-expanded={!!isOpen}
          onClick={this.press}
        >
          <Icon path="M3.5 8h.01M8 8h.01M12.5 8h.01" />
        </button>
        {isOpen && Menu && <Menu {...this.props} />}
      </Fragment>
    );
  }
}
