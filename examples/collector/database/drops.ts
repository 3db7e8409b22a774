import type { Queries } from "./database.ts";

/** The SDK's own reasons; whatever else is said is none. */
const REASONS = ["overflow", "too-large", "invalid", "expired", "quota", "corrupt", "rejected", "rate"];

/** A later count of a copy of the SDK contains the earlier ones, so the largest of each copy counts. */
const DROPS = `
  select reason, sum(most)::float8 as count
  from (
    select said.key as reason, max(least((said.value)::text::float8, 1e6)) as most
    from events
    cross join lateral jsonb_each(
      case when jsonb_typeof(context->'delivery'->'dropped') = 'object' then context->'delivery'->'dropped' else '{}' end
    ) said
    where context->'delivery'->'dropped' is not null
      and said.key = any($1::text[]) and jsonb_typeof(said.value) = 'number'
    group by write_key, context->>'replica', said.key
  ) copies
  group by reason`;

/** Events that copies of the SDK gave up before they were sent, by reason. */
export async function getDrops({ query }: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ reason: string; count: number }>(DROPS, [REASONS]);
  const counts = new Map(rows.map(({ reason, count }) => [reason, count]));
  return new Map(REASONS.map((reason) => [reason, counts.get(reason) ?? 0]));
}
