import type { Book, Invoice } from "./book.ts";
import { formatMonth, getDay } from "./days.ts";
import { element, getById } from "./dom.ts";
import { onReturn, openPage } from "./frame.ts";
import { addUp, formatMoney, formatSum } from "./money.ts";
import { describeDue, getState } from "./state.ts";

const today = getDay();
const TABS = { "/reports/paid": drawPaid, "/reports/open": drawOpen } as const;
type Tab = keyof typeof TABS;

openPage((book) => {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".tabs a")) {
    link.addEventListener("click", (event) => {
      // A new tab or window is the browser's to open.
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      if (link.pathname === location.pathname) return;
      history.pushState(null, "", link.pathname);
      drawTab(book);
    });
  }
  addEventListener("popstate", () => drawTab(book));
  if (!isTab(location.pathname)) history.replaceState(null, "", "/reports/paid");
  drawTab(book);
});
onReturn(drawTab);

function isTab(path: string): path is Tab {
  return path in TABS;
}

function drawTab(book: Book): void {
  const tab = isTab(location.pathname) ? location.pathname : "/reports/paid";
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".tabs a")) {
    if (link.pathname === tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${tab === "/reports/paid" ? "Paid" : "Open"} · Acme Invoices`;
  getById("report", HTMLElement).replaceChildren(...TABS[tab](book));
}

function drawPaid({ invoices, workspace }: Book): readonly HTMLElement[] {
  const paid = invoices.filter((invoice) => getState(invoice, today) === "paid");
  if (paid.length === 0)
    return [drawNothing("Nothing is paid yet", "Invoices that you mark as paid add up here.")];
  const months = new Map<string, Invoice[]>();
  for (const invoice of paid) {
    const month = (invoice.paid ?? today).slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), invoice]);
  }
  const most = Math.max(...[...months.values()].map(sum));
  const bars = [...months]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, those]) => {
      const bar = element("span", { class: "bar", "aria-hidden": "true" });
      bar.style.setProperty("--share", String(sum(those) / most));
      return element(
        "li",
        {},
        element("span", {}, formatMonth(month)),
        bar,
        element("span", { class: "sum" }, formatSum(those, workspace.currency)),
      );
    });
  return [
    drawTotal("Paid in all", formatSum(paid, workspace.currency)),
    element("ol", { class: "months" }, ...bars),
  ];
}

function drawOpen({ invoices, workspace }: Book): readonly HTMLElement[] {
  const open = invoices
    .filter((invoice) => ["open", "overdue"].includes(getState(invoice, today)))
    .sort((a, b) => (a.due < b.due ? -1 : 1));
  if (open.length === 0)
    return [drawNothing("Nothing is open", "Invoices that wait for their money stand here.")];
  return [
    drawTotal("Still to come", formatSum(open, workspace.currency)),
    element("ol", { class: "waiting" }, ...open.map(drawWaiting)),
  ];
}

function drawWaiting(invoice: Invoice): HTMLElement {
  const state = getState(invoice, today);
  return element(
    "li",
    {},
    element("a", { href: `/invoices/${invoice.number}` }, invoice.customer),
    element("span", { class: "state", "data-state": state }, `due ${describeDue(invoice, today)}`),
    element("span", { class: "sum" }, formatMoney(invoice.total, invoice.currency)),
  );
}

function drawTotal(label: string, sum: string): HTMLElement {
  return element("p", { class: "grand" }, element("span", {}, label), element("strong", {}, sum));
}

function drawNothing(title: string, text: string): HTMLElement {
  return element("div", { class: "empty" }, element("h2", {}, title), element("p", {}, text));
}

function sum(invoices: readonly Invoice[]): number {
  return addUp(invoices.map(({ total }) => total));
}
