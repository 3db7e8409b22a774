import type { AccountRow, Facts } from "../../facts/rows.ts";

/** Whether accounts are those whom an outcome is meant for. */
export interface FitFigure {
  readonly outcome: string;
  /** Accounts that have not left. */
  readonly accounts: number;
  readonly fit: number;
  /** Those that are not: the ones that are worth most first, then those with the most people. */
  readonly misfits: readonly Misfit[];
}

export interface Misfit {
  readonly account: string;
  readonly people: number;
  readonly value: number | null;
  /** Since anybody of it was at work last. */
  readonly silentMs: number;
}

/**
 * Accounts that do not fit an outcome's `idealCustomer`: of all that have not left, those of whose people the condition
 * holds for nobody at the end of the log. People are those whose account it was last. What was never said of an account
 * does not hold.
 * @param outcomes Those that say whom they are meant for.
 */
export function getFits({ accounts, people, end }: Facts, outcomes: readonly string[]): FitFigure[] {
  const staying = accounts.filter(({ churned }) => churned === null);
  return outcomes.map((outcome) => {
    const fitting = new Set(
      people.filter(({ fits }) => fits.includes(outcome)).map(({ account }) => account),
    );
    const misfits = staying.filter(({ account }) => !fitting.has(account));
    return {
      outcome,
      accounts: staying.length,
      fit: staying.length - misfits.length,
      misfits: misfits
        .map((account) => toMisfit(account, end ?? 0))
        .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || b.people - a.people),
    };
  });
}

const toMisfit = ({ account, people, value, active, first }: AccountRow, end: number): Misfit => ({
  account,
  people,
  value,
  silentMs: end - (active ?? first),
});
