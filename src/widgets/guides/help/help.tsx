import { Component, createRef, Fragment, h } from "preact";
import type { HelpView } from "../../../sdk/stage.ts";
import type { Kit } from "../../frame/kit.ts";
import { Placed } from "../../frame/placed.tsx";
import { Seen } from "../../frame/seen.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { Say } from "../../parts/say.tsx";
import { PANEL_WORDS } from "../../text/panelWords.ts";
import articlesStyle from "./articles.css";
import helpStyle from "./help.css";
import { HelpPanel } from "./helpPanel.tsx";

/** The button in a corner and the panel that it opens; or the panel inside an element of the page. */
export class Help extends Component<DrawProps<HelpView>, { readonly isInside?: boolean }> {
  private readonly launcher = createRef<HTMLButtonElement>();

  override componentWillMount() {
    this.props.kit.root.addStyle(helpStyle + articlesStyle);
  }

  private readonly press = () => {
    const { kit, view } = this.props;
    kit.tell({ kind: view.open ? "closed" : "opened", key: view.key });
  };

  private readonly setInside = (isInside: boolean) => this.setState({ isInside });

  private renderLauncher() {
    const { kit, view } = this.props;
    const { plan, open, fresh } = view;
    return (
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
        <Say kit={kit} text={plan.title ?? kit.own(kit.words.help)} class="name" />
        {fresh.length > 0 && <Badge kit={kit} count={fresh.length} />}
      </button>
    );
  }

  override render() {
    const { kit, view, onShown } = this.props;
    const { plan, open } = view;
    const { isInside } = this.state;
    return (
      <Fragment>
        {plan.launcher && this.renderLauncher()}
        {plan.target && (
          <Placed kit={kit} view={view}>
            <HelpPanel kit={kit} view={view} onInside={this.setInside} />
          </Placed>
        )}
        {open && !isInside && <HelpPanel kit={kit} view={view} launcher={this.launcher} />}
        {(plan.launcher || open) && <Seen onShown={onShown} />}
      </Fragment>
    );
  }
}

const Badge = ({ kit, count }: { kit: Kit; count: number }) => (
  <Fragment>
    <span class="badge" aria-hidden="true">
      {kit.fill("{n}", { n: count })}
    </span>
    <span class="region"> {kit.fill(kit.speak(PANEL_WORDS).newCount, { n: count })}</span>
  </Fragment>
);
