import { Component, createRef, Fragment, h } from "preact";
import type { HelpView } from "../sdk/door.ts";
import { HelpPanel } from "./helpPanel.tsx";
import { HELP_STYLE } from "./helpStyle.ts";
import { Say } from "./say.tsx";
import { Seen } from "./seen.ts";
import type { DrawProps } from "./slot.tsx";

/** The button in a corner and the panel that it opens. */
export class Help extends Component<DrawProps<HelpView>> {
  private readonly launcher = createRef<HTMLButtonElement>();

  override componentWillMount() {
    this.props.kit.root.addStyle(HELP_STYLE);
  }

  private readonly press = () => {
    const { kit, view } = this.props;
    kit.tell({ kind: view.open ? "closed" : "opened", key: view.key });
  };

  override render() {
    const { kit, view, onShown } = this.props;
    const { plan, open } = view;
    return (
      <Fragment>
        {plan.launcher && (
          <button
            class="launcher"
            part="launcher"
            type="button"
            data-corner={plan.launcher}
            aria-expanded={open}
            aria-haspopup="dialog"
            ref={this.launcher}
            onClick={this.press}
          >
            <Say kit={kit} text={plan.title ?? kit.words.help} />
          </button>
        )}
        {open && <HelpPanel kit={kit} view={view} launcher={this.launcher} />}
        {(plan.launcher || open) && <Seen onShown={onShown} />}
      </Fragment>
    );
  }
}
