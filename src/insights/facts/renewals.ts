import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { getValue, toEpoch } from "../../sdk/domain/conditions/values.ts";
import type { Path } from "../../sdk/domain/plan/plan.ts";
import { createCalendar } from "../../sdk/domain/time/calendar.ts";
import { DAY_MS } from "../../sdk/domain/time/spans.ts";
import { createClocks } from "../../sdk/domain/time/zones.ts";

/** The date of an account's next renewal was said, and was another one than before. */
export interface RenewalRow {
  readonly account: string;
  /** When that was said, and the date itself: both in epoch milliseconds. */
  readonly at: number;
  readonly due: number;
}

/** The days, in UTC and counted from 1970-01-01, on which anybody of an account was at work. In order. */
export interface ActivityRow {
  readonly account: string;
  readonly days: readonly number[];
}

/** When accounts are to renew, and when their people were at work before that. */
export interface Renewals {
  note(account: string, person: Person, event: LogEvent): void;
  getRows(): { readonly renewals: readonly RenewalRow[]; readonly activity: readonly ActivityRow[] };
}

/** @param path Of the accounts' trait that is the date; without one nothing is kept. */
export function createRenewals(path: Path | undefined): Renewals {
  const calendar = createCalendar(createClocks);
  const renewals: RenewalRow[] = [];
  const last = new Map<string, number>();
  const days = new Map<string, number[]>();

  function noteDate(account: string, { here: { zone } }: Person, { at, traits }: LogEvent): void {
    const due = toEpoch(getValue(traits, path!), { zone, calendar });
    if (!Number.isFinite(due) || last.get(account) === due) return;
    last.set(account, due);
    renewals.push({ account, at, due });
  }

  return {
    note(account, person, event) {
      if (path === undefined) return;
      if (event.type === "group") noteDate(account, person, event);
      if (person.state.active !== event.at) return;
      const own = days.get(account) ?? [];
      days.set(account, own);
      const day = Math.floor(event.at / DAY_MS);
      if (own.length === 0 || own.at(-1)! < day) own.push(day);
    },
    getRows: () => ({
      renewals,
      activity: [...days].map(([account, own]) => ({ account, days: own })),
    }),
  };
}
