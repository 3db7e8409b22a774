import type { Invoice } from "./book.ts";
import { countDays, formatDay } from "./days.ts";

export type State = "draft" | "open" | "overdue" | "paid";

const WORDS: Readonly<Record<State, string>> = {
  draft: "Draft",
  open: "Open",
  overdue: "Overdue",
  paid: "Paid",
};

/** Where an invoice stands on `today`. It is overdue from the day after its due date. */
export function getState({ sent, paid, due }: Invoice, today: string): State {
  if (paid !== undefined) return "paid";
  if (sent === undefined) return "draft";
  return due < today ? "overdue" : "open";
}

export function nameState(state: State): string {
  return WORDS[state];
}

/** "in 14 days", "today", "3 days late"; a date where it does not matter any more. */
export function describeDue(invoice: Invoice, today: string): string {
  if (invoice.paid !== undefined) return formatDay(invoice.due);
  const days = countDays(today, invoice.due);
  if (days === 0) return "today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `in ${count}` : `${count} late`;
}
