import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, LONG_PATIENCE_MS, type Row } from "../../src/receiver/database/database.ts";
import { openEmbedded } from "../../src/receiver/database/embedded.ts";
import { type StoredEvent, storeEvents } from "../../src/receiver/database/events.ts";
import { prepare } from "../../src/receiver/database/schema.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { createViews } from "../../src/sql/createViews.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";

let database: Database;
beforeAll(async () => {
  database = await openEmbedded(EMPTY);
  await prepare(database);
});
afterAll(() => database?.close());

const START = Date.UTC(2026, 2, 2, 9);
const DAY_MS = 86_400_000;

const createEvent = (
  user_id: string,
  day: number,
  event: string,
  properties: StoredEvent["properties"],
): StoredEvent => ({
  write_key: "web",
  message_id: `${user_id}-${day}-${event.replaceAll(" ", "-")}`,
  owner: user_id,
  subject: "",
  member: false,
  type: "track",
  event,
  user_id,
  anonymous_id: null,
  previous_id: null,
  group_id: null,
  at: new Date(START + day * DAY_MS).toISOString(),
  received_at: new Date(START + day * DAY_MS).toISOString(),
  properties,
  traits: {},
  context: {},
});

test("the views read the receiver's own table", async () => {
  const { plan } = parse({
    version: 1,
    product: "acme",
    milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
    gaps: { stuck: { to: "sent", opens: { after: "1d" }, holdout: 0.5 } },
  });
  await storeEvents(database, [
    createEvent("ana", 0, "Guide Shown", { gap_id: "stuck", guide_id: "hint" }),
    createEvent("ana", 2, "Milestone Reached", { milestone_id: "sent" }),
    createEvent("bo", 0, "Guide Held Out", { gap_id: "stuck", guide_id: "hint" }),
    createEvent("bo", 20, "Milestone Reached", { milestone_id: "sent" }),
  ]);
  const options = { dialect: "postgres", table: "events", time: "at" } as const;
  const read = async (select: string): Promise<readonly Row[]> =>
    database.transaction(async ({ query }) => {
      for (const statement of createViews(plan, { milestones: {}, gaps: {} }, options))
        await query(statement);
      return query(select);
    }, LONG_PATIENCE_MS);
  const [row] = await read("select * from milepost_uplift");
  const { treated_n, treated_successes, held_out_n, held_out_successes, uplift } = row!;
  expect([treated_n, treated_successes, held_out_n, held_out_successes, uplift].map(Number)).toEqual([
    1, 1, 1, 0, 1,
  ]);
});
