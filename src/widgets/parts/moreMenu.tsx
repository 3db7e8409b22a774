import { Component, h } from "preact";
import { TIPS_WORDS } from "../text/tipsWords.ts";
import { Button } from "./button.tsx";
import type { InterruptionProps } from "./interruption.ts";
import { KeepFocus } from "./keepFocus.tsx";
import { Sentence } from "./localized.tsx";
import menuStyle from "./menu.css";
import { PauseButtons } from "./pauseButtons.tsx";

/** Why one sees it, in one sentence, and the ways to see no more. */
export class MoreMenu extends Component<InterruptionProps, { readonly isPausing?: boolean }> {
  override componentWillMount() {
    this.props.context.root.addStyle(menuStyle);
  }

  private why() {
    const { context, view } = this.props;
    const { whyAsked, whyTowards, whyElse } = context.speak(TIPS_WORDS);
    if (view.selfOpened) return whyAsked;
    return view.towards ? <Sentence context={context} word={whyTowards} text={view.towards} /> : whyElse;
  }

  override render() {
    const { context, view } = this.props;
    const words = context.speak(TIPS_WORDS);
    return (
      <div class="menu" part="menu">
        <h3>{words.why}</h3>
        <p class="note">{this.why()}</p>
        <KeepFocus class="tools">
          {this.state.isPausing ? (
            <PauseButtons context={context} id={view.key} />
          ) : (
            <Button onPress={() => this.setState({ isPausing: true })}>{words.pause}</Button>
          )}
        </KeepFocus>
      </div>
    );
  }
}
