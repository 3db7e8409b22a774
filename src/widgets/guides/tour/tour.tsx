import { Component, Fragment, h } from "preact";
import type { StepPlan, TourView } from "../../../sdk/stage.ts";
import type { DrawProps } from "../../frame/slot.tsx";
import { WithTarget } from "../../frame/withTarget.tsx";
import { Actions, Button } from "../../parts/button.tsx";
import { Card, type CardProps } from "../../parts/card.tsx";
import { onAdvance } from "./advance.ts";

/** Several things said one after the other. The stage turns the steps; this says which one is wanted. */
export class Tour extends Component<DrawProps<TourView>, { readonly filled?: number }> {
  /** The step that the user turned to with a button of ours: the focus goes with them to its card. */
  private turnedTo: number | undefined;

  /** What the step waits for is so already: nobody has to do it again. */
  private isDone(at: number): boolean {
    return !!this.props.view.holds || this.state.filled === at;
  }

  private go(step: number) {
    const { context, view } = this.props;
    if (view.phase === "live") context.tell({ kind: "step", key: view.key, step });
  }

  /** Who does what it says has seen it: on a slow screen that may be before the frame that says so. */
  private advance(from: number, onShown: () => void) {
    onShown();
    // A press may be over only when another one has led on.
    if (this.props.view.step === from) this.go(from + 1);
  }

  private turn(step: number) {
    this.turnedTo = step;
    this.go(step);
  }

  private buttons(step: StepPlan) {
    const { context, view, onPress } = this.props;
    const { plan, step: at, thanks } = view;
    const { back, next, done } = context.words;
    const hasNext = !step.advance || this.isDone(at);
    return (
      <Fragment>
        {at > 0 && <Button onPress={() => this.turn(at - 1)}>{back}</Button>}
        {!thanks && <Actions context={context} actions={step.actions} lead={!hasNext} onPress={onPress} />}
        {hasNext && (
          <Button primary onPress={() => this.turn(at + 1)}>
            {at + 1 < plan.steps.length ? next : done}
          </Button>
        )}
      </Fragment>
    );
  }

  private card(step: StepPlan, element?: Element, check?: CardProps["onPlaced"]) {
    const { context, view, onShown, onClose } = this.props;
    const { key, plan, step: at, selfOpened } = view;
    return (
      <Card
        key={at}
        context={context}
        id={key}
        view={view}
        anchor={element}
        placement={step.placement}
        spotlight={step.spotlight}
        title={step.title ?? plan.title}
        body={step.body}
        selfOpened={this.turnedTo === at || (selfOpened && !at)}
        done={view.phase === "done"}
        thanks={view.thanks}
        note={context.fill(context.words.stepOf, { n: at + 1, m: plan.steps.length })}
        actions={step.actions}
        buttons={this.buttons(step)}
        listen={(anchor) =>
          onAdvance(
            anchor,
            step.advance,
            () => this.advance(at, onShown),
            () => this.state.filled === at || this.setState({ filled: at }),
          )
        }
        onShown={onShown}
        onPlaced={check}
        onClose={onClose}
      />
    );
  }

  override render() {
    const { context, view } = this.props;
    const { plan, step: at } = view;
    const step = plan.steps[at];
    if (!step) return null;
    if (!step.target) return this.card(step);
    return (
      <WithTarget key={at} context={context} view={view} reveal={true}>
        {(element, _, check) => this.card(step, element, check)}
      </WithTarget>
    );
  }
}
