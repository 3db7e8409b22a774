import { Fragment, h } from "preact";
import { type Answer, isIdChoice, type QuestionPlan } from "../../../sdk/stage.ts";
import type { WidgetContext } from "../../frame/widgetContext.ts";
import { Localized } from "../../parts/localized.tsx";
import { SURVEY_WORDS } from "./surveyWords.ts";

interface QuestionProps {
  readonly context: WidgetContext;
  /** Names what belongs together in it. */
  readonly id: string;
  /** Id of the element that asks. */
  readonly name: string;
  readonly question: QuestionPlan;
  readonly answer: Answer;
  onAnswer(answer: Answer): void;
}

/** More than a story needs, and little enough to be kept on every device. */
const LONGEST = 2000;

/** From what to what a score goes. */
const SCALES = { nps: [0, 10], csat: [1, 5], ces: [1, 7] } as const;

/** What a question is answered with. */
export const Question = (props: QuestionProps) => {
  const { kind } = props.question;
  switch (kind) {
    case "nps":
    case "csat":
    case "ces":
      return <Scale {...props} kind={kind} />;
    case "choice":
    case "outcome":
      return <Choices {...props} />;
    case "text":
    case "story":
      return <Words {...props} />;
    default:
      kind satisfies never;
      return null;
  }
};

/** Native radio buttons: the arrow keys go through them, and screen readers count them. */
const Scale = ({
  context,
  id,
  name,
  kind,
  answer,
  onAnswer,
}: QuestionProps & { kind: keyof typeof SCALES }) => {
  const words = context.speak(SURVEY_WORDS);
  const [from, to] = SCALES[kind];
  const [low, high] = [words[`${kind}Low`], words[`${kind}High`]];
  const scores = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const write = (score: number) => context.fill("{n}", { n: score });
  const label = (score: number) =>
    write(score) + (score === from ? `, ${low}` : score === to ? `, ${high}` : "");
  return (
    <Fragment>
      <div class="scale" part="scale" role="radiogroup" aria-labelledby={name}>
        {scores.map((score) => (
          <label key={score} class="score">
            <input
              type="radio"
              name={id}
              aria-label={label(score)}
              checked={score === answer}
              onChange={() => onAnswer(score)}
            />
            <span aria-hidden="true">{write(score)}</span>
          </label>
        ))}
      </div>
      <div class="ends note" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </Fragment>
  );
};

const Choices = ({ context, id, name, question, answer, onAnswer }: QuestionProps) => (
  <div class="choices" part="choices" role="radiogroup" aria-labelledby={name}>
    {question.choices.map((choice, i) => {
      const [value, text] = isIdChoice(choice) ? [choice.id, choice.label] : [i, choice];
      return (
        <label key={value} class="choice">
          <input type="radio" name={id} checked={value === answer} onChange={() => onAnswer(value)} />
          <Localized context={context} text={text} />
        </label>
      );
    })}
  </div>
);

const Words = ({ name, question, answer, onAnswer }: QuestionProps) => (
  <textarea
    part="field"
    rows={question.kind === "story" ? 5 : 3}
    maxLength={LONGEST}
    dir="auto"
    aria-labelledby={name}
    value={answer ?? ""}
    onInput={({ currentTarget }) => onAnswer(currentTarget.value)}
  />
);
