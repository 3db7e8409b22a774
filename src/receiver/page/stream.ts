import type { Arrival } from "../database/arrivals.ts";
import { getDetails } from "./details.ts";
import { element } from "./dom.ts";
import { getKind, getLabel } from "./kind.ts";

/** Rows that stay on the page; older ones leave at the end. */
const MOST = 200;

/** Puts arrivals into `list`, the latest first, each once. */
export function addArrivals(list: HTMLElement, arrivals: readonly Arrival[], moving: boolean): void {
  for (const arrival of arrivals) {
    if (list.querySelector(`[data-seq="${CSS.escape(arrival.seq)}"]`)) continue;
    const row = drawRow(arrival);
    if (moving) row.classList.add("new");
    const next = [...list.children].find(
      (other) => Number(other.getAttribute("data-seq")) < Number(arrival.seq),
    );
    list.insertBefore(row, next ?? null);
    if (arrival.name !== null) nameVisitor(list, arrival);
  }
  while (list.children.length > MOST) list.lastElementChild?.remove();
}

/** What came together stands in the order in which it happened. */
function getOrder({ receivedAt, at, place, seq }: Arrival): string {
  return [receivedAt, at, String(place).padStart(19, "0"), seq.padStart(19, "0")].join(" ");
}

function drawRow(arrival: Arrival): HTMLElement {
  const details = getDetails(arrival).map(([name, value]) =>
    element("span", { class: "detail" }, element("span", { class: "key" }, name), " ", value),
  );
  return element(
    "li",
    {
      "data-seq": arrival.seq,
      "data-order": getOrder(arrival),
      "data-kind": getKind(arrival),
      "data-visitor": arrival.anonymousId ?? "",
    },
    drawTime(arrival.at),
    drawPerson(arrival),
    element("span", { class: "event" }, getLabel(arrival)),
    element("span", { class: "details" }, ...details),
  );
}

function drawTime(at: string): HTMLElement {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  const clock = date.toLocaleTimeString("en-GB");
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return element(
    "time",
    { datetime: at, title: date.toLocaleString("en-GB") },
    today ? clock : `${day} ${clock}`,
  );
}

function drawPerson({ name, person, anonymousId }: Arrival): HTMLElement {
  if (name !== null) return element("span", { class: "person" }, name);
  if (person !== anonymousId) return element("span", { class: "person" }, person);
  return element("span", { class: "person visitor" }, `Visitor ${person.slice(-4)}`);
}

/** Whoever signs in while the page is open is named in the rows from before, too. */
function nameVisitor(list: HTMLElement, { anonymousId, name }: Arrival): void {
  if (anonymousId === null || name === null) return;
  const rows = list.querySelectorAll(`[data-visitor="${CSS.escape(anonymousId)}"] .person`);
  for (const person of rows) {
    person.textContent = name;
    person.classList.remove("visitor");
  }
}
