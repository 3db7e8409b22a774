import type { Queries } from "./database.ts";

/** An account whose people have done nothing for a while. */
export type SilentAccount = {
  readonly account: string;
  /** When they did something last, in epoch milliseconds. */
  readonly last: number;
};

export interface SilenceOf {
  readonly writeKey: string;
  /** Only by what somebody vouches for. */
  readonly verified: boolean;
  /** Epoch milliseconds: who did something after it is not silent. */
  readonly since: number;
}

/** Accounts a look takes at most; the next one has the rest. */
export const MOST_SILENT = 1_000;

/** Accounts whose last sign is that long ago, and for which that was not reported; the longest silence first. */
export const getSilent = ({ query }: Queries, of: SilenceOf): Promise<SilentAccount[]> =>
  query<SilentAccount>(
    `select id as account, (1000 * extract(epoch from sign))::float8 as last
     from (select id, told, case when $2::boolean then vouched else said end as sign from accounts where write_key = $1) a
     where sign <= to_timestamp($3::float8 / 1000) and told is distinct from sign
     order by sign limit ${MOST_SILENT}`,
    [of.writeKey, of.verified, of.since],
  );

/** The earliest last sign of the others, in epoch milliseconds; `undefined` where there are none. */
export async function getNextSign({ query }: Queries, of: SilenceOf): Promise<number | undefined> {
  const [row] = await query<{ next: number | null }>(
    `select (1000 * extract(epoch from min(sign)))::float8 as next
     from (select told, case when $2::boolean then vouched else said end as sign from accounts where write_key = $1) a
     where sign > to_timestamp($3::float8 / 1000)`,
    [of.writeKey, of.verified, of.since],
  );
  return row?.next ?? undefined;
}

/** Remembers after which last sign the silence of an account was reported. */
export async function setTold(
  { query }: Queries,
  writeKey: string,
  silent: readonly SilentAccount[],
): Promise<void> {
  await query(
    `update accounts set told = to_timestamp(silent.last / 1000)
     from jsonb_to_recordset($2::jsonb) as silent (account text, last float8)
     where write_key = $1 and id = silent.account`,
    [writeKey, JSON.stringify(silent)],
  );
}

/** Write keys under which accounts are known. */
export async function getWriteKeys({ query }: Queries): Promise<string[]> {
  const rows = await query<{ key: string }>("select distinct write_key as key from accounts");
  return rows.map(({ key }) => key);
}
