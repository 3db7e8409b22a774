/** The product's data. A real one has a server for it; this demo keeps it in the browser. */
export interface Book {
  readonly person: Person;
  readonly workspace: Workspace;
  readonly members: readonly Member[];
  /** The latest first. */
  readonly invoices: readonly Invoice[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export const CURRENCIES = ["EUR", "USD", "GBP"] as const;
export type Currency = (typeof CURRENCIES)[number];

export interface Workspace {
  readonly id: string;
  readonly company: string;
  readonly currency: Currency;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

export interface Line {
  readonly what: string;
  readonly amount: number;
}

/** Dates are local days: `2026-11-30`. */
export interface Invoice {
  readonly number: number;
  readonly customer: string;
  readonly email: string;
  readonly lines: readonly Line[];
  readonly total: number;
  readonly currency: Currency;
  readonly due: string;
  readonly sent?: string;
  readonly paid?: string;
}

const KEY = "acme.book";

/** What is kept in this browser; `undefined` before a workspace was created. */
export function readBook(): Book | undefined {
  const text = localStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as Book);
}

export function writeBook(book: Book): void {
  localStorage.setItem(KEY, JSON.stringify(book));
}

export function forgetBook(): void {
  localStorage.removeItem(KEY);
}

export const FIRST_NUMBER = 1001;

/** The book with this invoice put in, in the place of the one with its number or on top. */
export function putInvoice(book: Book, invoice: Invoice): Book {
  const known = book.invoices.some(({ number }) => number === invoice.number);
  const invoices = known
    ? book.invoices.map((other) => (other.number === invoice.number ? invoice : other))
    : [invoice, ...book.invoices];
  return { ...book, invoices };
}
