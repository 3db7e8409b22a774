import type { AccountRow, Facts } from "../../facts/rows.ts";
import type { Targets } from "../way/targets.ts";

/** Accounts of which nobody is at work any more. */
export interface SilenceFigure {
  /** What counts as silence; `null` where the config says nothing, and nobody is silent then. */
  readonly afterMs: number | null;
  /** Accounts that have not left. */
  readonly accounts: number;
  /** The longest silence first. */
  readonly silent: readonly SilentAccount[];
  /** What they are worth together; `null` where no worth is known of any. */
  readonly value: number | null;
}

export interface SilentAccount {
  readonly account: string;
  readonly people: number;
  readonly silentMs: number;
  readonly value: number | null;
}

/**
 * Silent accounts: of all that have not left, those of which nobody was at work for the config's `retention.silent` up
 * to the end of the log. Of one of which nobody ever was, silence starts with its first event.
 */
export function getSilence({ accounts, end }: Facts, { silentMs }: Pick<Targets, "silentMs">): SilenceFigure {
  const staying = accounts.filter(({ churned }) => churned === null);
  const silent =
    silentMs === undefined
      ? []
      : staying
          .map((account) => toSilent(account, end ?? 0))
          .filter((one) => one.silentMs >= silentMs)
          .sort((a, b) => b.silentMs - a.silentMs);
  const values = silent.flatMap(({ value }) => value ?? []);
  return {
    afterMs: silentMs ?? null,
    accounts: staying.length,
    silent,
    value: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0),
  };
}

const toSilent = ({ account, people, active, first, value }: AccountRow, end: number): SilentAccount => ({
  account,
  people,
  silentMs: end - (active ?? first),
  value,
});
