import { REPORTS } from "../../../src/sdk/domain/state/facts.ts";
import type { Queries } from "./database.ts";

/** When an account's people did something last, in epoch milliseconds. */
export type LastSign = {
  readonly writeKey: string;
  readonly account: string;
  /** By all that was said. */
  readonly said: number;
  /** By what somebody vouches for; `null` where nobody does. */
  readonly vouched: number | null;
};

/** What shows nobody at work: what we report ourselves, here or in a page. */
const OURS = [...REPORTS, "Milepost Loaded", "Milepost Error", "Account Silent"];

const SIGNS = `
  select write_key as "writeKey", group_id as account,
    (1000 * extract(epoch from max(at)))::float8 as said,
    (1000 * extract(epoch from max(at) filter (where member)))::float8 as vouched
  from events
  where group_id is not null and type in ('track', 'page', 'screen')
    and (type <> 'track' or event <> all($1::text[])) and coalesce(context->>'channel', '') <> 'server'
  group by write_key, group_id`;

export const getLastSigns = ({ query }: Queries): Promise<LastSign[]> => query<LastSign>(SIGNS, [OURS]);
