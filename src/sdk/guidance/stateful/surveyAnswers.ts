import { passes } from "../../domain/conditions/values.ts";
import { isIdChoice } from "../../domain/plan/guidePlan.ts";
import type { Answer, BranchPlan, QuestionPlan, SurveyPlan } from "../../domain/plan/plan.ts";
import type { EvalContext } from "../../domain/state/evalContext.ts";

/** What is reported of one answer. */
export interface Answered {
  readonly event: "Survey Answered" | "Story Told";
  /** Its index, from 0. */
  readonly question: number;
  readonly question_kind: QuestionPlan["kind"];
  readonly answer: number | string;
}

/** What was answered, without what was skipped. */
export function getAnswers(
  scene: EvalContext,
  { questions }: SurveyPlan,
  answers: readonly Answer[],
): Answered[] {
  return questions.flatMap((question, i) => {
    const answer = toValue(scene, question, answers[i]);
    const event = question.kind === "story" ? "Story Told" : "Survey Answered";
    return answer === undefined ? [] : [{ event, question: i, question_kind: question.kind, answer }];
  });
}

/** What follows from the first answer: the first of the survey's branches whose test it passes. */
export function getBranch(
  scene: EvalContext,
  { questions, branches }: SurveyPlan,
  [first]: readonly Answer[],
): BranchPlan | undefined {
  const value = toValue(scene, questions[0]!, first);
  return value === undefined ? undefined : branches.find(({ test }) => passes(test, value, scene));
}

/** A choice counts by its id, else by its words in the config's own language, whatever the reader's is. */
function toValue(
  { index }: EvalContext,
  { choices }: QuestionPlan,
  answer: Answer | undefined,
): number | string | undefined {
  if (answer === undefined || answer === null || answer === "") return undefined;
  const choice = typeof answer === "number" ? choices[answer] : undefined;
  if (typeof choice !== "object") return choice ?? answer;
  if (isIdChoice(choice)) return choice.id;
  return choice[index.plan.locale.default] ?? Object.values(choice)[0];
}
