import type { Overview, Step } from "../overview/getOverview.ts";
import { element } from "./dom.ts";
import { formatSpan } from "./words.ts";

/** The way as a picture: a bar for all who were seen, and one for each milestone, with the loss where it happens. */
export function drawSteps({ people, steps }: Overview): readonly HTMLElement[] {
  const seen: Step = { id: "", title: "Seen", reached: people, waiting: 0, medianMs: null };
  return [seen, ...steps].map((step, place) => drawStep(step, people, place > 0));
}

function drawStep(step: Step, people: number, withShare: boolean): HTMLElement {
  const share = people === 0 ? 0 : step.reached / people;
  const bar = element("span", { class: "bar" });
  bar.style.setProperty("--share", share.toFixed(4));
  const figure = element("span", { class: "figure" }, step.reached.toLocaleString("en"));
  if (withShare && people > 0) figure.append(element("small", {}, `${Math.round(share * 100)} %`));
  return element(
    "li",
    { class: "step" },
    element("span", { class: "track", "aria-hidden": "true" }, bar),
    drawLoss(step),
    element("span", { class: "name" }, step.title),
    figure,
    element("span", { class: "note" }, getNote(step)),
  );
}

function drawLoss({ waiting }: Step): HTMLElement | undefined {
  if (waiting === 0) return undefined;
  const count = waiting.toLocaleString("en");
  return element(
    "span",
    { class: "lost" },
    element("span", { "aria-hidden": "true" }, `−${count}`),
    element("span", { class: "unseen" }, `${count} on the way here`),
  );
}

function getNote({ id, reached, medianMs }: Step): string {
  if (id === "") return "people, signed in or not";
  if (reached === 0 || medianMs === null) return "nobody yet";
  return reached === 1 ? `after ${formatSpan(medianMs)}` : `half within ${formatSpan(medianMs)}`;
}
