import type { Queries } from "./database.ts";
import { DROP_REASONS } from "./derive.ts";

/** Events that copies of the SDK gave up before they were sent, by reason. */
export async function getDrops({ query }: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ reason: string; count: number }>(
    "select reason, sum(most)::float8 as count from drops group by reason",
  );
  const counts = new Map(rows.map(({ reason, count }) => [reason, count]));
  return new Map(DROP_REASONS.map((reason) => [reason, counts.get(reason) ?? 0]));
}
