import { createFault, createUnknownName, type Fault } from "../faults.ts";
import type { QuestionConfig } from "../guideSchema.ts";
import type { Config } from "../schema.ts";

/** The questions in which customers say what they came for, each with its place. */
export function getOutcomeQuestions({
  guides = {},
}: Pick<Config, "guides">): ReadonlyArray<readonly [path: readonly string[], question: QuestionConfig]> {
  return Object.entries(guides).flatMap(([id, guide]) => {
    if (guide.type !== "survey" || guide.status === "draft") return [];
    const path = ["guides", id, "question"];
    const { question } = guide;
    const all = Array.isArray(question)
      ? question.map((one, i) => [[...path, `${i}`], one] as const)
      : [[path, question] as const];
    return all.filter(([, { kind }]) => kind === "outcome");
  });
}

/** Questions for outcomes that do not exist, and questions that keep one answer in two places. */
export function checkOutcomes(config: Config): Fault[] {
  const known = Object.keys(config.outcomes ?? {});
  const questions = getOutcomeQuestions(config);
  const [first] = questions;
  return questions.flatMap(([path, { choices = known, by = "user" }]) => [
    ...(choices.length === 0
      ? [createFault([...path, "kind"], '"outcome"', "a config that has outcomes to choose from")]
      : []),
    ...choices.flatMap((choice, i) =>
      typeof choice !== "string"
        ? [createFault([...path, "choices", i], "an object", "the id of an outcome")]
        : known.includes(choice)
          ? []
          : [createUnknownName([...path, "choices", i], choice, "outcome", known)],
    ),
    ...(by === (first![1].by ?? "user")
      ? []
      : [createFault([...path, "by"], JSON.stringify(by), `the same as in ${first![0].join(".")}`)]),
  ]);
}
