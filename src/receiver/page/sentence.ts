import type { Overview, Step } from "../overview/getOverview.ts";
import { element } from "./dom.ts";
import { formatCount } from "./words.ts";

type Part = Node | string;

/** What matters most now, in one or two sentences. */
export function getSentence(overview: Overview): readonly Part[] {
  if (overview.events === 0) return [strong("Nothing has arrived yet.")];
  const reached = overview.steps.reduce((sum, step) => sum + step.reached, 0);
  const seen = strong(`${formatCount(overview.people, "person", "people")} seen, `);
  const done = strong(`${formatCount(reached, "milestone", "milestones")} reached.`);
  return [seen, done, " ", ...getLoss(overview)];
}

function getLoss({ steps, people }: Overview): readonly Part[] {
  if (steps.length === 0) return ["No milestone has been reached, and none is known yet."];
  const worst = steps.reduce((a, b) => (b.waiting > a.waiting ? b : a));
  if (worst.waiting === 0) return ["Nobody is stuck: all have come the whole way."];
  if (people === 1) return ["The next step is ", strong(worst.title), "."];
  const previous = steps[steps.indexOf(worst) - 1];
  const base = previous?.reached ?? people;
  return [
    "Most are stuck before ",
    strong(`${worst.title}:`),
    " ",
    element("strong", { class: "loss" }, getShare(worst.waiting, base)),
    ` ${getWhere(previous, base)} ${worst.waiting === 1 ? "has" : "have"} not got there yet.`,
  ];
}

function getShare(waiting: number, base: number): string {
  return base === 1 ? "the one person" : `${waiting.toLocaleString("en")} of ${base.toLocaleString("en")}`;
}

function getWhere(previous: Step | undefined, base: number): string {
  if (previous !== undefined) return `who reached “${previous.title}”`;
  return base === 1 ? "seen" : "people seen";
}

function strong(text: string): Node {
  return element("strong", {}, text);
}
