import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TYPES } from "../../src/dialects/specEvent.ts";
import type { Database } from "../../src/receiver/database/database.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { createApi } from "../../src/receiver/http/routes/eventRoutes.ts";
import { createStore } from "../../src/receiver/ingest/store.ts";
import { createKeys } from "../../src/receiver/keys/keys.ts";
import { createTurns } from "../../src/receiver/lib/threadTurns.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";

/** `npm run test:malformed` tries as many as one has an evening for. */
const TRIES = process.env.npm_lifecycle_event === "test:malformed" ? 100_000 : 300;
const NOW = Date.UTC(2026, 2, 2, 9);
const DAY = 86_400_000;

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ dataDir: EMPTY });
});
afterAll(() => database?.close());

/** Values that somebody's code may put where another one belongs. */
const odd = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue() },
  fc.constantFrom<unknown>(
    ...["", "\0", "\ud800", "x".repeat(300), "2026-13-01", "1e999", "__proto__", "😀".repeat(200)],
    ...[-1, 0, 1e308, 2 ** 53, null, true, [], {}, [[[]]], { $gt: "" }],
    ...[
      "-271821-04-20T00:00:00Z",
      "+275760-09-13T00:00:00Z",
      "0001-01-01",
      "now",
      "'; drop table events; --",
    ],
  ),
);
/** Most of the time what belongs there: else nothing would get as far as the database. */
const mostly = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ weight: 12, arbitrary }, odd);
const time = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const id = fc.string({ minLength: 1, maxLength: 260 });
const event = fc.record(
  {
    type: mostly(fc.constantFrom(...TYPES)),
    event: mostly(fc.string({ minLength: 1 })),
    messageId: mostly(fc.stringMatching(/^[\w.-]{1,66}$/)),
    userId: mostly(id),
    anonymousId: mostly(id),
    previousId: mostly(id),
    groupId: mostly(id),
    timestamp: mostly(time),
    originalTimestamp: mostly(time),
    sentAt: mostly(time),
    properties: mostly(fc.dictionary(fc.string(), odd)),
    traits: mostly(fc.dictionary(fc.string(), odd)),
    context: mostly(
      fc.record(
        { groupId: mostly(id), replica: odd, timezone: odd, page: odd, delivery: odd, channel: odd },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ["type", "event", "messageId", "userId"] },
);
const batch = fc.record(
  {
    batch: mostly(fc.array(mostly(event), { minLength: 1, maxLength: 4 })),
    writeKey: mostly(fc.constant("acme")),
    token: odd,
    sentAt: mostly(time),
    context: mostly(fc.constant({ locale: "en" })),
  },
  { requiredKeys: ["batch", "writeKey"] },
);
/** As JSON, cut somewhere, or bytes of no kind. */
const body = fc.oneof(
  { weight: 8, arbitrary: batch.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  {
    weight: 1,
    arbitrary: fc.tuple(batch, fc.nat()).map(([value, at]) => JSON.stringify(value).slice(0, at % 400)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
const request = fc.record({
  path: fc.constantFrom(
    "/batch",
    "/batch",
    "/batch",
    ...TYPES.map((type) => `/${type}`),
    "/batch?writeKey=acme",
  ),
  type: fc.constantFrom("text/plain", "application/json", "application/cloudevents-batch+json", "x/y", ""),
  body,
});

/** Rows that no reader of ours would take for what they say. */
const WRONG = `
  select count(*)::int as count from events
  where type <> all($1::text[]) or message_id !~ '^[A-Za-z0-9._-]{1,64}$' or owner <> coalesce(user_id, '')
    or coalesce(user_id, anonymous_id, group_id) is null
    or greatest(length(user_id), length(anonymous_id), length(previous_id), length(group_id), length(event)) > 256
    or least(length(user_id), length(anonymous_id), length(group_id)) = 0
    or at < to_timestamp(0) or at > to_timestamp($2::float8 / 1000)
    or jsonb_typeof(properties) <> 'object' or jsonb_typeof(traits) <> 'object' or jsonb_typeof(context) <> 'object'
    or (type = 'track' and event is null) or pg_column_size(properties) > 40000`;

it(`takes nothing amiss of ${TRIES} malformed bodies, and stores nothing that is not valid`, async () => {
  const accepted = new Set<string>();
  const keys = createKeys({ origins: [] });
  const errors: unknown[] = [];
  const api = createApi({
    keys,
    store: createStore({ database, onStored: () => {} }),
    turns: createTurns(),
    now: () => NOW,
    onRejected: () => {},
    log: (error) => errors.push(error),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ path, type, body: sent }) => {
      const headers = { ...(type !== "" && { "content-type": type }) };
      const reply = await api.request(path, { method: "POST", headers, body: sent as BodyInit });
      const said = await reply.json();
      expect([200, 400, 401, 413, 415]).toContain(reply.status);
      if (reply.status === 200) for (const id of said.accepted) accepted.add(id);
      else expect(typeof said.code).toBe("string");
    }),
    { numRuns: TRIES, ...(TRIES > 1_000 && { endOnFailure: true }) },
  );
  expect(errors).toEqual([]);
  const [wrong] = await database.query<{ count: number }>(WRONG, [[...TYPES], NOW + DAY]);
  expect(wrong).toEqual({ count: 0 });
  const [stored] = await database.query<{ count: number }>(
    "select count(distinct message_id)::int as count from events",
  );
  expect(stored).toEqual({ count: accepted.size });
  expect(accepted.size).toBeGreaterThan(TRIES / 20);
}, 7_200_000);
