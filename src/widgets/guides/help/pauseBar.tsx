import { Component, Fragment, h } from "preact";
import type { HelpView } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { Button } from "../../parts/button.tsx";
import { KeepFocus } from "../../parts/keepFocus.tsx";
import { PauseButtons } from "../../parts/pauseButtons.tsx";
import { TIPS_WORDS } from "../../text/tipsWords.ts";

interface PauseBarProps {
  readonly context: WidgetContext;
  readonly view: HelpView;
}

/** The foot of the help panel: tips can be paused there, and turned on again. */
export class PauseBar extends Component<PauseBarProps, { readonly isChoosing?: boolean }> {
  override componentWillReceiveProps({ view }: PauseBarProps) {
    if (view.tips !== this.props.view.tips) this.setState({ isChoosing: false });
  }

  private renderInside() {
    const { context, view } = this.props;
    const { pause, pausedToday, pausedOff, turnOn } = context.speak(TIPS_WORDS);
    if (view.tips !== "on")
      return (
        <Fragment>
          <p class="note">{view.tips === "today" ? pausedToday : pausedOff}</p>
          <Button onPress={() => context.tell({ kind: "paused", key: view.key, tips: "on" })}>
            {turnOn}
          </Button>
        </Fragment>
      );
    return this.state.isChoosing ? (
      <PauseButtons context={context} id={view.key} />
    ) : (
      <Button onPress={() => this.setState({ isChoosing: true })}>{pause}</Button>
    );
  }

  override render() {
    return (
      <KeepFocus class="pause" part="pause">
        {this.renderInside()}
      </KeepFocus>
    );
  }
}
