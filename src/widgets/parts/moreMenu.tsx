import { Component, h } from "preact";
import { TIPS_WORDS } from "../text/tipsWords.ts";
import { Button } from "./button.tsx";
import type { InterruptionProps } from "./interruption.ts";
import menuStyle from "./menu.css";
import { PauseButtons } from "./pauseButtons.tsx";
import { Around } from "./say.tsx";
import { Steady } from "./steady.tsx";

/** Why one sees it, in one sentence, and the ways to see no more. */
export class MoreMenu extends Component<InterruptionProps, { readonly isPausing?: boolean }> {
  override componentWillMount() {
    this.props.kit.root.addStyle(menuStyle);
  }

  private why() {
    const { kit, view } = this.props;
    const { whyAsked, whyTowards, whyElse } = kit.speak(TIPS_WORDS);
    if (view.selfOpened) return whyAsked;
    return view.towards ? <Around kit={kit} word={whyTowards} text={view.towards} /> : whyElse;
  }

  override render() {
    const { kit, view } = this.props;
    const words = kit.speak(TIPS_WORDS);
    return (
      <div class="menu" part="menu">
        <h3>{words.why}</h3>
        <p class="note">{this.why()}</p>
        <Steady class="tools">
          {this.state.isPausing ? (
            <PauseButtons kit={kit} id={view.key} />
          ) : (
            <Button onPress={() => this.setState({ isPausing: true })}>{words.pause}</Button>
          )}
        </Steady>
      </div>
    );
  }
}
