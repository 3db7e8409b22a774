import type { Database } from "./database.ts";

/**
 * What is left of what may come under each write key, for all receivers together. After a crash it is empty, which lets
 * as much come as after a pause.
 */
export const RATES = [
  `create unlogged table rates (
    name    text        primary key,
    left_of float8      not null,
    granted float8      not null,
    at      timestamptz not null
  )`,
];

const FILLED = "least($4, known.left_of + greatest(0, extract(epoch from now() - known.at))::float8 * $3)";

/** By the database's own clock: those of two machines are never the same. */
const LEASE = `
  insert into rates as known (name, left_of, granted, at)
  values ($1, greatest(0, $4::float8 - $2::float8), least($4::float8, $2::float8), now())
  on conflict (name) do update set
    left_of = greatest(0, ${FILLED} - $2::float8),
    granted = least($2::float8, ${FILLED}),
    at = greatest(known.at, now())
  returning granted, left_of as "left"`;

/** What may come under a name: so much all the time, and so much at once after a pause. */
interface Rated {
  readonly name: string;
  readonly rate: { readonly perSecond: number; readonly burst: number };
}

/** What was taken, and what is left for all. */
type Portion = { readonly granted: number; readonly left: number };

/** Takes portions of what may come. @returns `undefined` where a database serves one receiver alone. */
export function createLease(
  database: Database,
): ((of: Rated, wanted: number) => Promise<Portion>) | undefined {
  if (!database.isShared) return undefined;
  return async ({ name, rate }, wanted) => {
    const [portion] = await database.query<Portion>(LEASE, [name, wanted, rate.perSecond, rate.burst]);
    return portion!;
  };
}
