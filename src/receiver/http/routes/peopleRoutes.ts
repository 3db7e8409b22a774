import { type Context, Hono } from "hono";
import { stream } from "hono/streaming";
import type { Database } from "../../database/database.ts";
import { addAuditEntry, type Deed, getAudit } from "../../database/people/audit.ts";
import {
  type Erased,
  erase,
  getMilestones,
  getRecords,
  getSummary,
  type Subject,
} from "../../database/people/people.ts";
import { getErased, liftTombstone } from "../../database/people/tombstones.ts";
import type { Keys } from "../../keys/keys.ts";
import { Refusal } from "../../lib/refusal.ts";
import { FILES, getFileName, isFileFormat } from "../files/formats.ts";
import { readId } from "../ids.ts";
import { readServer } from "../source.ts";

/** Events, or lines of the audit, that a reply has at most. */
const PAGE = 1_000;
/** First in a transaction: all that it reads is of one moment, so that the count and the rows agree. */
const ONE_MOMENT = "set transaction isolation level repeatable read";

export interface PeopleOptions {
  readonly database: Database;
  readonly keys: Keys;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told after rows were deleted. */
  readonly onErased: (subject: Subject, erased: Erased) => void;
}

/**
 * What is stored of a user or an account, its deletion, and who has asked for either: for servers that show the secret
 * key. Nothing of somebody is told before that it is told is written down.
 */
export function createPeopleRoutes({ database, keys, now, onErased }: PeopleOptions): Hono {
  const routes = new Hono();

  function open(kind: Subject["kind"], c: Context) {
    const { key, by } = readServer(c.req.raw, keys);
    const { writeKey, isOpen } = key;
    const subject: Subject = { kind, writeKey, id: readId(c.req.param("id") ?? ""), isOpen };
    const note = (did: Deed, events: number | null): Promise<void> =>
      addAuditEntry(database, { ...subject, by, did, events, now: now() });
    return { subject, by, note };
  }

  for (const [path, kind] of [
    ["/users/:id", "user"],
    ["/accounts/:id", "account"],
  ] as const) {
    routes.get(path, async (c) => {
      const { subject, note } = open(kind, c);
      const { records, ...about } = await database.transaction(async (queries) => {
        await queries.query(ONE_MOMENT);
        const records = await getRecords(queries, subject, readAfter(c), PAGE);
        const summary = await getSummary(queries, subject);
        return { records, ...summary, erased: await getErased(queries, subject) };
      });
      await note("read", records.length);
      const next = records.length === PAGE ? records.at(-1)!.seq : null;
      return c.json({ id: subject.id, ...about, records, next });
    });

    routes.get(`${path}/export`, async (c) => {
      const { subject, note } = open(kind, c);
      const format = c.req.query("format") ?? "html";
      if (!isFileFormat(format)) throw new Refusal("format-unknown");
      const summary = await getSummary(database, subject);
      const milestones = await getMilestones(database, subject);
      await note("exported", summary.events);
      const file = FILES[format];
      c.header("content-type", file.contentType);
      c.header("content-disposition", `attachment; filename="${getFileName(subject, format)}"`);
      return stream(c, async (out) => {
        const { id } = subject;
        await out.write(
          file.begin({ kind, id, ...summary, milestones, made: new Date(now()).toISOString() }),
        );
        let after = "0";
        for (let isFirst = true; ; isFirst = false) {
          const records = await getRecords(database, subject, after, PAGE);
          await out.write(file.add(records, isFirst));
          if (records.length < PAGE || out.aborted) break;
          after = records.at(-1)!.seq;
        }
        await out.write(file.end());
      });
    });

    routes.delete(path, async (c) => {
      const { subject, by } = open(kind, c);
      const erased = await erase(database, subject, { by, now: now() });
      if (erased.deleted > 0) onErased(subject, erased);
      return c.json({ deleted: erased.deleted });
    });

    routes.delete(`${path}/erasure`, async (c) => {
      const { subject, note } = open(kind, c);
      if (!(await liftTombstone(database, subject, now()))) throw new Refusal("erasure-missing");
      await note("lifted", null);
      return c.json({ lifted: subject.id });
    });
  }

  routes.get("/audit", async (c) => {
    const { writeKey } = readServer(c.req.raw, keys).key;
    const lines = await getAudit(database, {
      writeKey,
      named: readNamed(c),
      after: readAfter(c),
      most: PAGE,
    });
    return c.json({ lines, next: lines.length === PAGE ? lines.at(-1)!.id : null });
  });
  return routes;
}

function readAfter(c: Context): string {
  const after = c.req.query("after") ?? "";
  return /^\d{1,18}$/.test(after) ? after : "0";
}

function readNamed(c: Context): { readonly kind: Subject["kind"]; readonly id: string } | undefined {
  const [user, account] = [c.req.query("userId"), c.req.query("groupId")];
  if (user) return { kind: "user", id: readId(user) };
  return account ? { kind: "account", id: readId(account) } : undefined;
}
