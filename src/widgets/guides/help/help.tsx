import { Component, createRef, Fragment, h } from "preact";
import type { HelpView } from "../../../sdk/stage.ts";
import { OnFirstFrame } from "../../frame/onFirstFrame.ts";
import { Placed } from "../../frame/placed.tsx";
import type { DrawProps } from "../../frame/slot.tsx";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { Localized } from "../../parts/localized.tsx";
import { PANEL_WORDS } from "../../text/panelWords.ts";
import articlesStyle from "./articles.css";
import helpStyle from "./help.css";
import { HelpPanel } from "./helpPanel.tsx";

/** The button in a corner and the panel that it opens; or the panel inside an element of the page. */
export class Help extends Component<DrawProps<HelpView>, { readonly isInside?: boolean }> {
  private readonly launcher = createRef<HTMLButtonElement>();

  override componentWillMount() {
    this.props.context.root.addStyle(helpStyle + articlesStyle);
  }

  private readonly press = () => {
    const { context, view } = this.props;
    context.tell({ kind: view.open ? "closed" : "opened", key: view.key });
  };

  private readonly setInside = (isInside: boolean) => this.setState({ isInside });

  private renderLauncher() {
    const { context, view } = this.props;
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
        <Localized context={context} text={plan.title ?? context.own(context.words.help)} class="name" />
        {fresh.length > 0 && <Badge context={context} count={fresh.length} />}
      </button>
    );
  }

  override render() {
    const { context, view, onShown } = this.props;
    const { plan, open } = view;
    const { isInside } = this.state;
    return (
      <Fragment>
        {plan.launcher && this.renderLauncher()}
        {plan.target && (
          <Placed context={context} view={view}>
            <HelpPanel context={context} view={view} onInside={this.setInside} />
          </Placed>
        )}
        {open && !isInside && <HelpPanel context={context} view={view} launcher={this.launcher} />}
        {(plan.launcher || open) && <OnFirstFrame onShown={onShown} />}
      </Fragment>
    );
  }
}

const Badge = ({ context, count }: { context: WidgetContext; count: number }) => (
  <Fragment>
    <span class="badge" aria-hidden="true">
      {context.fill("{n}", { n: count })}
    </span>
    <span class="region"> {context.fill(context.speak(PANEL_WORDS).newCount, { n: count })}</span>
  </Fragment>
);
