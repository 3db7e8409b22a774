import type { Currency, Invoice, Line } from "./book.ts";

/** "€1,240.00" */
export function formatMoney(amount: number, currency: Currency): string {
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(amount);
}

/** Added in cents, so that 0.1 and 0.2 make 0.3. */
export function addUp(amounts: readonly number[]): number {
  return amounts.reduce((cents, amount) => cents + Math.round(amount * 100), 0) / 100;
}

export function getLinesTotal(lines: readonly Line[]): number {
  return addUp(lines.map((line) => line.amount));
}

/** Sums in the workspace's currency, and beside them what is in another: "€1,240.00 + $40.00". */
export function formatSum(invoices: readonly Invoice[], currency: Currency): string {
  const sums = new Map<Currency, number>([[currency, 0]]);
  for (const { currency: own, total } of invoices) sums.set(own, addUp([sums.get(own) ?? 0, total]));
  return [...sums]
    .filter(([own, sum]) => sum > 0 || own === currency)
    .map(([own, sum]) => formatMoney(sum, own))
    .join(" + ");
}
