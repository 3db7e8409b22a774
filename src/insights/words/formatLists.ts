import { formatNumber } from "./charts.ts";

/** Further down nobody reads; `--json` has them all. */
const MOST = 10;

/** A title and a line for each of the first ten, with how many there are beyond; nothing where there is none. */
export function formatList<T>(title: string, all: readonly T[], format: (one: T) => string): string[] {
  if (all.length === 0) return [];
  const more = all.length > MOST ? [`  and ${formatNumber(all.length - MOST)} more`] : [];
  return ["", title, ...all.slice(0, MOST).map((one) => `  ${format(one)}`), ...more];
}

export const count = (number: number, what: string, many = `${what}s`): string =>
  `${formatNumber(number)} ${number === 1 ? what : many}`;

export const countPeople = (number: number): string => count(number, "person", "people");

/** A log may hold anything, and a terminal obeys some of it. */
export const clean = (text: string): string => text.replaceAll(/\p{Cc}/gu, " ");

/** As `2026-06-01`, in UTC. */
export const formatDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
