import type { FitFigure, Misfit } from "../figures/accounts/idealCustomers.ts";
import type {
  DueAccount,
  EarlierAccounts,
  Hindsight,
  RenewalFigure,
  StayedShare,
} from "../figures/staying/renewals.ts";
import { formatNumber, formatShare, formatSpan } from "./charts.ts";
import { countPeople, formatDay, formatList } from "./formatLists.ts";
import { withRange } from "./formatRange.ts";

/** Accounts that are to renew soon, with what earlier ones that stood so did. */
export function formatRenewals(renewals: RenewalFigure | null): string[] {
  if (!renewals) return [];
  const { due, earlier, hindsight } = renewals;
  const list = formatList(nameRenewals(renewals), due, (one) => `${one.account}: ${describeDue(one)}`);
  return [
    ...(list.length > 0 ? list : ["", nameRenewals(renewals)]),
    ...formatList("Earlier accounts that stayed, by how they stood before", earlier, describeEarlier),
    ...formatList("Held against what happened", hindsight, describeHindsight),
  ];
}

export function nameRenewals({ due, withinMs, value }: RenewalFigure): string {
  const worth = value === null ? "" : `, worth ${formatNumber(value)}`;
  return `Accounts to renew within ${formatSpan(withinMs)}: ${formatNumber(due.length)}${worth}`;
}

export function describeDue({ due, people, value, state, earlier }: DueAccount): string {
  const worth = value === null ? "" : `, worth ${formatNumber(value)}`;
  const told = earlier ? `of such ${describeStayed(earlier)}` : "no earlier account stood so";
  return `${formatDay(due)}, ${countPeople(people)}${worth}; ${state}; ${told}`;
}

const describeStayed = ({ n, stayed, share, interval }: StayedShare): string =>
  `${formatNumber(stayed)} of ${formatNumber(n)} stayed, ${withRange(share, interval)}`;

export const describeEarlier = ({ state, daysBefore, ...share }: EarlierAccounts): string =>
  `${state}, ${daysBefore} d before: ${describeStayed(share)}`;

export const describeHindsight = ({ state, n, expected, stayed }: Hindsight): string =>
  `${state}: of ${formatNumber(n)} that could be told beforehand ${formatNumber(Math.round(expected))} were expected to stay, ${formatNumber(stayed)} did`;

/** Accounts that an outcome is not meant for. */
export const formatFits = (fits: readonly FitFigure[]): string[] =>
  fits.flatMap((fit) => {
    const list = formatList(nameFit(fit), fit.misfits, (one) => `${one.account}: ${describeMisfit(one)}`);
    return list.length > 0 ? list : ["", nameFit(fit)];
  });

export const nameFit = ({ outcome, accounts, misfits }: FitFigure): string =>
  `Accounts that ${outcome} is not meant for: ${formatNumber(misfits.length)} of ${formatNumber(accounts)}${accounts === 0 ? "" : `, ${formatShare(misfits.length / accounts)}`}`;

export function describeMisfit({ people, value, silentMs }: Misfit): string {
  const worth = value === null ? "" : `, worth ${formatNumber(value)}`;
  return `${countPeople(people)}${worth}; somebody was at work ${formatSpan(silentMs)} before the end`;
}
