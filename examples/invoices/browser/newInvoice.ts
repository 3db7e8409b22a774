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
  const form = getById("invoice", HTMLFormElement);
  const total = getById("total", HTMLInputElement);
  const lines = createLineEditor(getById("lines", HTMLOListElement), () => {
    total.value = getLinesTotal(lines.read()).toFixed(2);
    // Whoever waits for an amount shall know of this one, too.
    total.dispatchEvent(new Event("input", { bubbles: true }));
  });
  lines.add();
  getById("add-line", HTMLButtonElement).addEventListener("click", () => lines.add({ focus: true }));
  const due = getById("due", HTMLInputElement);
  due.min = today;
  due.value = addDays(today, USUAL_TERM);
  write("currency", `in ${book.workspace.currency}`);
  onSubmit(form, (intent) => keep(book, readInvoice(book, form, lines), intent === "send"));
});

function readInvoice(book: Book, form: HTMLFormElement, lines: LineEditor): Invoice {
  const { customer = "", email = "", total = "", due = "" } = readForm(form);
  const amount = Math.round(Number(total) * 100) / 100;
  const written = lines.read();
  return {
    number: Math.max(FIRST_NUMBER - 1, ...book.invoices.map(({ number }) => number)) + 1,
    customer,
    email,
    lines: written.length > 0 ? written : [{ what: "Services", amount }],
    total: amount,
    currency: book.workspace.currency,
    due: due || addDays(today, USUAL_TERM),
  };
}

function keep(book: Book, invoice: Invoice, send: boolean): void {
  writeBook(putInvoice(book, send ? { ...invoice, sent: today } : invoice));
  const properties = { invoiceId: String(invoice.number), total: invoice.total, currency: invoice.currency };
  tellNextPage("track", "Invoice Created", properties);
  if (send) tellNextPage("track", "Invoice Sent", properties);
  location.assign(`/invoices/${invoice.number}`);
}
