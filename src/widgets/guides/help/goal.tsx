import { Component, h } from "preact";
import type { HelpView } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { Tick } from "../../parts/icon.tsx";
import { KeepFocus } from "../../parts/keepFocus.tsx";
import { Localized } from "../../parts/localized.tsx";
import { PANEL_WORDS } from "../../text/panelWords.ts";

interface GoalProps {
  readonly context: WidgetContext;
  readonly view: HelpView;
  readonly goal: NonNullable<HelpView["goal"]>;
}

/** What the user wants to come to, and a way to say another one. */
export class Goal extends Component<GoalProps, { readonly isChoosing?: boolean }> {
  private choose(outcome: string) {
    const { context, view } = this.props;
    context.tell({ kind: "chosen", key: view.key, outcome });
    context.announce(context.words.thanks);
    this.setState({ isChoosing: false });
  }

  private renderChoices() {
    const { context, goal } = this.props;
    return goal.choices.map(({ id, label }) => (
      <li key={id}>
        <button
          class="doc"
          type="button"
          aria-pressed={id === goal.chosen?.id}
          onClick={() => this.choose(id)}
        >
          <Localized context={context} text={label} class="name" />
          {id === goal.chosen?.id && <Tick />}
        </button>
      </li>
    ));
  }

  private renderChosen() {
    const { context, goal } = this.props;
    const { change, choose } = context.speak(PANEL_WORDS);
    return (
      <li>
        <button class="doc" type="button" onClick={() => this.setState({ isChoosing: true })}>
          {goal.chosen && <Localized context={context} text={goal.chosen.label} class="name" />}
          <span class="new">{goal.chosen ? change : choose}</span>
        </button>
      </li>
    );
  }

  override render() {
    const { context, view } = this.props;
    const name = `${view.key}-goal`;
    return (
      <KeepFocus class="docs" part="goal">
        <h3 id={name}>{context.speak(PANEL_WORDS).goal}</h3>
        <ul aria-labelledby={name}>{this.state.isChoosing ? this.renderChoices() : this.renderChosen()}</ul>
      </KeepFocus>
    );
  }
}
