import type { Overview, Step } from "../overview/getOverview.ts";
import { element } from "./dom.ts";
import { formatSpan } from "./words.ts";

/**
 * The way as a picture in `list`: a bar for all who were seen, and one for each milestone, with the loss where it
 * happens. What is drawn already is changed in its place, so that a bar grows from where it was.
 */
export function drawSteps(list: HTMLElement, { people, steps }: Overview): void {
  const seen: Step = { id: "", title: "Seen", reached: people, waiting: 0, medianMs: null };
  const all = [seen, ...steps];
  const same =
    all.length === list.children.length && all.every(({ id }, at) => getId(list.children[at]) === id);
  if (!same) list.replaceChildren(...all.map(createStep));
  all.forEach((step, at) => {
    fillStep(list.children[at], step, people);
  });
}

function getId(item: Element | undefined): string | undefined {
  return item instanceof HTMLElement ? item.dataset.id : undefined;
}

function createStep({ id, title }: Step): HTMLElement {
  return element(
    "li",
    { class: "step", "data-id": id },
    element("span", { class: "track", "aria-hidden": "true" }, element("span", { class: "bar" })),
    element("span", { class: "lost" }),
    element("span", { class: "name" }, title),
    element("span", { class: "figure" }),
    element("span", { class: "note" }),
  );
}

function fillStep(item: Element | undefined, step: Step, people: number): void {
  const share = people === 0 ? 0 : step.reached / people;
  item?.querySelector<HTMLElement>(".bar")?.style.setProperty("--share", share.toFixed(4));
  const percent =
    step.id === "" || people === 0 ? [] : [element("small", {}, `${Math.round(share * 100)} %`)];
  item?.querySelector(".figure")?.replaceChildren(step.reached.toLocaleString("en"), ...percent);
  item?.querySelector(".lost")?.replaceChildren(...drawLoss(step));
  item?.querySelector(".note")?.replaceChildren(getNote(step));
}

function drawLoss({ waiting }: Step): readonly HTMLElement[] {
  if (waiting === 0) return [];
  const count = waiting.toLocaleString("en");
  return [
    element("span", { "aria-hidden": "true" }, `−${count}`),
    element("span", { class: "unseen" }, `${count} on the way here`),
  ];
}

function getNote({ id, reached, medianMs }: Step): string {
  if (id === "") return "people, signed in or not";
  if (reached === 0 || medianMs === null) return "nobody yet";
  return reached === 1 ? `after ${formatSpan(medianMs)}` : `half within ${formatSpan(medianMs)}`;
}
