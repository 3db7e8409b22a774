import type { Book, Invoice } from "./book.ts";
import { getDay } from "./days.ts";
import { element, getById, show } from "./dom.ts";
import { onReturn, openPage } from "./frame.ts";
import { formatMoney, formatSum } from "./money.ts";
import { describeDue, getState, nameState, type State } from "./state.ts";

const today = getDay();

openPage(drawList);
onReturn(drawList);

function drawList(book: Book): void {
  const some = book.invoices.length > 0;
  show("empty", !some);
  show("list", some);
  show("sums", some);
  getById("rows", HTMLTableSectionElement).replaceChildren(...book.invoices.map(drawRow));
  getById("sums", HTMLElement).replaceChildren(...drawSums(book));
}

function drawRow(invoice: Invoice): HTMLElement {
  const state = getState(invoice, today);
  const link = element("a", { href: `/invoices/${invoice.number}` }, invoice.customer || "No customer yet");
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, link),
    element("td", { class: "number" }, String(invoice.number)),
    element("td", { class: "due" }, state === "draft" ? "–" : describeDue(invoice, today)),
    element(
      "td",
      { class: "where" },
      element("span", { class: "state", "data-state": state }, nameState(state)),
    ),
    element("td", { class: "sum" }, formatMoney(invoice.total, invoice.currency)),
  );
}

function drawSums({ invoices, workspace }: Book): readonly HTMLElement[] {
  const draw = (label: string, states: readonly State[]) => {
    const those = invoices.filter((invoice) => states.includes(getState(invoice, today)));
    return element(
      "div",
      { class: "card", "data-empty": String(those.length === 0) },
      element("dt", {}, label),
      element("dd", {}, formatSum(those, workspace.currency)),
    );
  };
  return [draw("Open", ["open", "overdue"]), draw("Overdue", ["overdue"]), draw("Paid", ["paid"])];
}
