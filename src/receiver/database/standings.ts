import type { Steps } from "./following.ts";

/** As which each account was told to stand last, and how often that was told. */
export const STANDINGS = `create table if not exists standings_told (
    write_key text    not null,
    account   text    not null,
    journey   text    not null,
    standing  text    not null,
    round     integer not null default 0,
    primary key (write_key, account, journey)
  )`;

export const FORGET_STANDINGS =
  "delete from standings_told where write_key = $1 and account = any($2::text[])";

export type ToldStanding = {
  readonly account: string;
  readonly journey: string;
  readonly standing: string;
  readonly round: number;
};

export const getToldStandings = (
  { query }: Steps,
  writeKey: string,
  accounts: readonly string[],
): Promise<ToldStanding[]> =>
  query<ToldStanding>(
    "select account, journey, standing, round from standings_told where write_key = $1 and account = any($2::text[])",
    [writeKey, accounts],
  );

export const setToldStandings = (
  { write }: Steps,
  writeKey: string,
  told: readonly ToldStanding[],
): Promise<unknown> =>
  write([
    [
      `insert into standings_told (write_key, account, journey, standing, round)
       select $1, account, journey, standing, round
       from jsonb_to_recordset($2::jsonb) as told (account text, journey text, standing text, round integer)
       on conflict (write_key, account, journey) do update set standing = excluded.standing, round = excluded.round`,
      [writeKey, JSON.stringify(told)],
    ],
  ]);
