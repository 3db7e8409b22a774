import { type Book, type Invoice, putInvoice, writeBook } from "./book.ts";
import { formatDay, getDay } from "./days.ts";
import { element, getById, show, write } from "./dom.ts";
import { openPage } from "./frame.ts";
import { tell } from "./guidance.ts";
import { formatMoney, getLinesTotal } from "./money.ts";
import { describeDue, getState, nameState, type State } from "./state.ts";

const today = getDay();

openPage((book) => {
  const number = Number(location.pathname.split("/").at(-1));
  const invoice = book.invoices.find((candidate) => candidate.number === number);
  if (invoice === undefined) show("missing");
  else drawInvoice(book, invoice);
});

function drawInvoice(book: Book, invoice: Invoice): void {
  const money = formatMoney(invoice.total, invoice.currency);
  const state = getState(invoice, today);
  write("title", `Invoice ${invoice.number}`);
  document.title = `Invoice ${invoice.number} · Acme Invoices`;
  write("from", book.workspace.company);
  write("amount", money);
  write("total", money);
  getById("state", HTMLElement).replaceChildren(
    element("span", { class: "state", "data-state": state }, nameState(state)),
  );
  getById("facts", HTMLElement).replaceChildren(...drawFacts(invoice));
  getById("lines", HTMLTableSectionElement).replaceChildren(...drawLines(invoice));
  getById("actions", HTMLElement).replaceChildren(...drawActions(book, invoice));
  show("invoice");
}

function drawFacts(invoice: Invoice): readonly HTMLElement[] {
  const facts: Array<readonly [string, string | undefined]> = [
    ["For", [invoice.customer || "No customer yet", invoice.email].filter(Boolean).join(", ")],
    ["Sent", invoice.sent && formatDay(invoice.sent)],
    [
      "Due",
      invoice.paid ? formatDay(invoice.due) : `${formatDay(invoice.due)}, ${describeDue(invoice, today)}`,
    ],
    ["Paid", invoice.paid && formatDay(invoice.paid)],
  ];
  return facts
    .filter(([, value]) => value)
    .map(([name, value = ""]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
}

/** An amount that was agreed on beside the lines shows what it differs by, so that the table adds up. */
function drawLines({ lines, total, currency }: Invoice): readonly HTMLElement[] {
  const rest = Math.round((total - getLinesTotal(lines)) * 100) / 100;
  const all = rest === 0 ? lines : [...lines, { what: rest > 0 ? "Other" : "Discount", amount: rest }];
  return all.map(({ what, amount }) =>
    element(
      "tr",
      {},
      element("td", {}, what),
      element("td", { class: "sum" }, formatMoney(amount, currency)),
    ),
  );
}

function drawActions(book: Book, invoice: Invoice): readonly HTMLElement[] {
  const change = (changed: Invoice, event: string, news: string) => {
    const next = putInvoice(book, changed);
    writeBook(next);
    drawInvoice(next, changed);
    write("news", news);
    // The button that was pressed is gone; the title takes the focus, so that it is not lost to the body.
    getById("title", HTMLElement).focus();
    const { number, total, currency } = changed;
    tell("track", event, { invoiceId: String(number), total, currency });
  };
  const send = () => change({ ...invoice, sent: today }, "Invoice Sent", "The invoice is on its way.");
  const pay = () => change({ ...invoice, paid: today }, "Payment Received", "The payment is recorded.");
  const sendable = invoice.customer !== "" && invoice.total > 0;
  const actions: Readonly<Record<State, () => readonly HTMLElement[]>> = {
    draft: () => [drawEdit(invoice), ...(sendable ? [drawButton("Send", "send", send)] : [])],
    open: () => [drawButton("Mark as paid", "pay", pay)],
    overdue: () => [drawButton("Mark as paid", "pay", pay)],
    paid: () => [],
  };
  return actions[getState(invoice, today)]();
}

function drawEdit({ number }: Invoice): HTMLElement {
  return element("a", { class: "button", href: `/invoices/new?draft=${number}` }, "Edit");
}

function drawButton(label: string, tour: string, press: () => void): HTMLElement {
  const button = element("button", { class: "button primary", type: "button", "data-tour": tour }, label);
  button.addEventListener("click", press);
  return button;
}
