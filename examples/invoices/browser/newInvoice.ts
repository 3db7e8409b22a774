import { type Book, FIRST_NUMBER, type Invoice, putInvoice, writeBook } from "./book.ts";
import { addDays, getDay } from "./days.ts";
import { getById, onSubmit, readForm, write } from "./dom.ts";
import { openPage } from "./frame.ts";
import { tellNextPage } from "./guidance.ts";
import { createLineEditor, type LineEditor } from "./lines.ts";
import { getLinesTotal } from "./money.ts";

/** Days until a new invoice is due, unless somebody says otherwise. */
const USUAL_TERM = 14;
const today = getDay();

openPage((book) => {
  const draft = findDraft(book);
  const form = getById("invoice", HTMLFormElement);
  const total = getById("total", HTMLInputElement);
  const lines = createLineEditor(getById("lines", HTMLOListElement), () => {
    total.value = getLinesTotal(lines.read()).toFixed(2);
    // Whoever waits for an amount shall know of this one, too.
    total.dispatchEvent(new Event("input", { bubbles: true }));
  });
  getById("add-line", HTMLButtonElement).addEventListener("click", () =>
    lines.add()?.querySelector("input")?.focus(),
  );
  getById("due", HTMLInputElement).value = addDays(today, USUAL_TERM);
  write("currency", `in ${draft?.currency ?? book.workspace.currency}`);
  if (draft === undefined) lines.add();
  else fillIn(draft, lines);
  onSubmit(form, (intent) => {
    const invoice = readInvoice(book, draft, form, lines);
    keep(book, intent === "send" ? { ...invoice, sent: today } : invoice, draft === undefined);
  });
});

/** `?draft=1003` goes on with a draft. */
function findDraft({ invoices }: Book): Invoice | undefined {
  const number = Number(new URLSearchParams(location.search).get("draft"));
  return invoices.find((invoice) => invoice.number === number && invoice.sent === undefined);
}

function fillIn({ number, customer, email, lines, total, due }: Invoice, editor: LineEditor): void {
  write("title", `Invoice ${number}`);
  document.title = `Invoice ${number} · Acme Invoices`;
  getById("customer", HTMLInputElement).value = customer;
  getById("customer-email", HTMLInputElement).value = email;
  getById("total", HTMLInputElement).value = total > 0 ? total.toFixed(2) : "";
  getById("due", HTMLInputElement).value = due;
  for (const line of lines) editor.add(line);
}

function readInvoice(
  book: Book,
  draft: Invoice | undefined,
  form: HTMLFormElement,
  lines: LineEditor,
): Invoice {
  const { customer = "", email = "", total = "", due = "" } = readForm(form);
  const amount = Math.round(Number(total) * 100) / 100;
  const written = lines.read();
  return {
    number: draft?.number ?? getNextNumber(book),
    customer,
    email,
    lines: written.length > 0 ? written : [{ what: "Services", amount }],
    total: amount,
    currency: draft?.currency ?? book.workspace.currency,
    due: due || addDays(today, USUAL_TERM),
  };
}

function getNextNumber({ invoices }: Book): number {
  return Math.max(FIRST_NUMBER - 1, ...invoices.map(({ number }) => number)) + 1;
}

function keep(book: Book, invoice: Invoice, isNew: boolean): void {
  writeBook(putInvoice(book, invoice));
  const { number, total, currency, sent } = invoice;
  const properties = { invoiceId: String(number), total, currency };
  if (isNew) tellNextPage("track", "Invoice Created", properties);
  if (sent !== undefined) tellNextPage("track", "Invoice Sent", properties);
  location.assign(`/invoices/${number}`);
}
