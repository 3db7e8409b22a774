import { Component, createRef, Fragment, h } from "preact";
import { type Answer, type Draft, getTitle, type SurveyView } from "../../../sdk/stage.ts";
import { Placed } from "../../frame/placed.tsx";
import type { DrawProps } from "../../frame/slot.tsx";
import { giveFocus } from "../../page/focus/focus.ts";
import { Actions, Button } from "../../parts/button.tsx";
import { Finished, Thanks } from "../../parts/content.tsx";
import { IconButton } from "../../parts/icon.tsx";
import { Localized, Markdown, Title } from "../../parts/localized.tsx";
import { More } from "../../parts/more.tsx";
import { Surface } from "../../parts/surface.tsx";
import { Question } from "./question.tsx";
import surveyStyle from "./survey.css";
import { SURVEY_WORDS } from "./surveyWords.ts";

const BLANK: Draft = { at: 0, answers: [], contact: false };

/** One question after the other in one box. What stands in it is told at each change, and nothing is sent before Send. */
export class Survey extends Component<DrawProps<SurveyView>, Draft> {
  override state: Draft = this.props.view.draft ?? BLANK;
  private readonly field = createRef<HTMLDivElement>();

  override componentWillMount() {
    this.props.context.root.addStyle(surveyStyle);
  }

  override componentDidUpdate(_: unknown, { at }: Draft) {
    // They have turned to another question with a button of ours, which may have gone.
    const field = this.field.current;
    if (at !== this.state.at)
      giveFocus(field?.querySelector(":checked"), field?.querySelector("input,textarea"));
  }

  private get isLast() {
    return this.at === this.props.view.plan.questions.length - 1;
  }

  /** A draft may be older than the config. */
  private get at() {
    return Math.min(this.state.at, this.props.view.plan.questions.length - 1);
  }

  private change(part: Partial<Draft>) {
    const { context, view } = this.props;
    const draft = { ...this.state, ...part };
    this.setState(draft);
    context.tell({ kind: "drafted", key: view.key, draft });
  }

  private readonly answer = (answer: Answer) => {
    const answers = this.props.view.plan.questions.map((_, i) => this.state.answers[i] ?? null);
    answers[this.at] = answer;
    this.change({ answers });
  };

  private readonly send = () => {
    const { context, view } = this.props;
    context.tell({ kind: "answered", key: view.key, draft: this.state });
  };

  private renderActions(isLead: boolean) {
    const { context, view, onPress } = this.props;
    return <Actions context={context} actions={view.plan.actions} lead={isLead} onPress={onPress} />;
  }

  private renderFoot() {
    const { context, view } = this.props;
    const { plan } = view;
    const { answers } = this.state;
    const { send, skip } = context.speak(SURVEY_WORDS);
    const isBlank = (answer: Answer | undefined) => answer === undefined || answer === null || answer === "";
    const count = plan.questions.length;
    return (
      <div class="foot">
        {count > 1 && (
          <span class="note">
            <bdi>{context.fill(context.words.stepOf, { n: this.at + 1, m: count })}</bdi>
          </span>
        )}
        {this.at > 0 && (
          <Button onPress={() => this.change({ at: this.at - 1 })}>{context.words.back}</Button>
        )}
        {this.isLast && this.renderActions(false)}
        {this.isLast ? (
          <Button primary isOff={answers.every(isBlank)} onPress={this.send}>
            {send}
          </Button>
        ) : (
          <Button primary={!isBlank(answers[this.at])} onPress={() => this.change({ at: this.at + 1 })}>
            {isBlank(answers[this.at]) ? skip : context.words.next}
          </Button>
        )}
      </div>
    );
  }

  private renderQuestion() {
    const { context, view } = this.props;
    const { key, plan, asksContact } = view;
    const question = plan.questions[this.at]!;
    return (
      <Fragment>
        <div class="in">
          {plan.title && <Localized context={context} text={plan.title} as="p" class="note" />}
          <Title context={context} id={key} text={question.ask} />
          {this.at === 0 && <Markdown context={context} text={plan.body} id={`${key}-body`} />}
          <div class="field" ref={this.field}>
            <Question
              key={this.at}
              context={context}
              id={`${key}-${this.at}`}
              name={`${key}-title`}
              question={question}
              answer={this.state.answers[this.at] ?? null}
              onAnswer={this.answer}
            />
          </div>
          {this.isLast && plan.branches.some(({ lead }) => lead) && (
            // Its room is kept, so that an answer moves nothing under the finger.
            <label class="contact" data-off={!asksContact || undefined}>
              <input
                type="checkbox"
                checked={this.state.contact}
                onChange={({ currentTarget }) => this.change({ contact: currentTarget.checked })}
              />
              {context.speak(SURVEY_WORDS).contact}
            </label>
          )}
        </div>
        {this.renderFoot()}
      </Fragment>
    );
  }

  private renderInside() {
    const { context, view } = this.props;
    const { key, plan, phase, thanks } = view;
    if (thanks)
      return (
        <div class="foot">
          <Thanks context={context} id={key} thanks={thanks} />
          {thanks === true && this.renderActions(true)}
        </div>
      );
    return phase === "done" ? (
      <Finished context={context} id={key} title={getTitle(plan)} />
    ) : (
      this.renderQuestion()
    );
  }

  override render() {
    const { context, view, onShown, onClose } = this.props;
    const { key, plan, thanks } = view;
    return (
      <Placed context={context} view={view}>
        <Surface
          context={context}
          view={view}
          class={plan.target ? "survey inline" : "survey sheet"}
          name={`${key}-${thanks ? "thanks" : "title"}`}
          onShown={onShown}
          onClose={onClose}
        >
          {this.renderInside()}
          {!thanks && <More context={context} view={view} />}
          <IconButton label={context.words.close} onPress={onClose} />
        </Surface>
      </Placed>
    );
  }
}
