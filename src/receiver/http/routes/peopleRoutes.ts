import { Hono } from "hono";
import type { Database } from "../../database/database.ts";
import { type Erased, erase, getRecords, getSummary, type Subject } from "../../database/people.ts";
import type { Keys } from "../../keys/keys.ts";
import { readId } from "../ids.ts";
import { readServer } from "../source.ts";

/** Events a reply has at most. */
const PAGE = 1_000;

export interface PeopleOptions {
  readonly database: Database;
  readonly keys: Keys;
  /** Told after rows were deleted. */
  readonly onErased: (subject: Subject, erased: Erased) => void;
}

/** What is stored of a user or an account, and its deletion: for servers that show the secret key. */
export function createPeopleRoutes({ database, keys, onErased }: PeopleOptions): Hono {
  const routes = new Hono();
  const of = (kind: Subject["kind"], request: Request, id: string): Subject => {
    const { writeKey, isOpen } = readServer(request, keys);
    return { kind, writeKey, id, isOpen };
  };
  for (const [path, kind] of [
    ["/users/:id", "user"],
    ["/accounts/:id", "account"],
  ] as const) {
    routes.get(path, async (c) => {
      const subject = of(kind, c.req.raw, readId(c.req.param("id")));
      const after = c.req.query("after") ?? "";
      const records = await getRecords(database, subject, /^\d{1,18}$/.test(after) ? after : "0", PAGE);
      const next = records.length === PAGE ? records.at(-1)!.seq : null;
      return c.json({ id: subject.id, ...(await getSummary(database, subject)), records, next });
    });
    routes.delete(path, async (c) => {
      const subject = of(kind, c.req.raw, readId(c.req.param("id")));
      const erased = await erase(database, subject);
      if (erased.deleted > 0) onErased(subject, erased);
      return c.json({ deleted: erased.deleted });
    });
  }
  return routes;
}
