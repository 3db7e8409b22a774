import type { Queries } from "../database.ts";
import { markOf, type Named } from "./tombstones.ts";

/** Who has looked at somebody, or erased them. It names them by the hash of their tombstone: so it may stay. */
export const AUDIT = [
  `create table audit (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    write_key text        not null,
    by        text        not null,
    did       text        not null,
    kind      text        not null,
    mark      text        not null,
    events    integer
  )`,
  "create index audit_by_key on audit (write_key, id)",
  "create index audit_by_mark on audit (mark, id)",
];

/** `lifted`: what comes of who was erased is taken again. */
export type Deed = "read" | "exported" | "erased" | "lifted";

export interface AuditEntry extends Named {
  /** The name of the secret, or what somebody gave as their name beside the password. */
  readonly by: string;
  readonly did: Deed;
  /** How many were read or deleted; `null` where it is what was made of them that was read. */
  readonly events: number | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

export async function addAuditEntry({ query }: Queries, entry: AuditEntry): Promise<void> {
  const { writeKey, kind, id, by, did, events, now } = entry;
  await query(
    `insert into audit (at, write_key, by, did, kind, mark, events)
     values (to_timestamp($7::float8 / 1000), $1, $4, $5, $2, ${markOf("$1::text", "$2::text", "$3::text")}, $6)`,
    [writeKey, kind, id, by, did, events, now],
  );
}

/** As it is told. */
export type AuditLine = {
  readonly id: string;
  /** ISO. */
  readonly at: string;
  readonly by: string;
  readonly did: Deed;
  readonly kind: "user" | "account";
  /** The hash of whom: who is named by the same is the same. */
  readonly who: string;
  readonly events: number | null;
};

export interface AuditOf {
  readonly writeKey: string;
  /** Whose lines alone. @default everybody's */
  readonly named?: Omit<Named, "writeKey"> | undefined;
  /** The number of the last that was had already. */
  readonly after: string;
  readonly most: number;
}

/** The lines after a number, the earliest first. */
export function getAudit(
  { query }: Queries,
  { writeKey, named, after, most }: AuditOf,
): Promise<AuditLine[]> {
  return query<AuditLine>(
    `select id::text, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, by, did, kind,
       mark as who, events
     from audit
     where write_key = $1 and audit.id > $2::bigint
       and ($4::text is null or mark = ${markOf("$1::text", "$4::text", "$5::text")})
     order by audit.id limit $3`,
    [writeKey, after, most, named?.kind ?? null, named?.id ?? null],
  );
}
