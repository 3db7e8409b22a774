import { expect, it } from "vitest";
import { describeOnEachDatabase, ORIGIN } from "./onEachDatabase.ts";
import { createEvent, type Fields, post } from "./receiver.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";

const SECRET = "sk-acme-0123456789";
const OTHER = "https://other.example";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const keys = {
  acme: { origins: [ORIGIN], secret: SECRET, tokens: { secret: SHARED_SECRET } },
  other: { origins: [OTHER], rate: { perSecond: 10, burst: 20 } },
};
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };

describeOnEachDatabase(
  "a receiver that knows its keys",
  (receiver) => {
    const url = () => `${receiver.url()}/v1/batch`;
    const send = async (body: Fields, headers: Readonly<Record<string, string>> = { origin: ORIGIN }) => {
      const reply = await post(url(), { writeKey: "acme", ...body }, headers);
      return { status: reply.status, ...(await reply.json()) };
    };
    /** What is stored of a user, and who says so. */
    const getRecords = async (user: string): Promise<Fields[]> => {
      const reply = await fetch(`${receiver.url()}/v1/users/${user}`, { headers: asServer });
      return (await reply.json()).records;
    };
    const createOf = (userId: string, fields: Fields = {}) =>
      createEvent({ userId, anonymousId: `visitor-of-${userId}`, ...fields });
    const ids = (events: ReadonlyArray<{ readonly messageId: string }>) =>
      events.map(({ messageId }) => messageId);
    const expired = (ago: number) => {
      const exp = Math.floor((Date.now() - ago) / 1000);
      return { iat: exp - 3_600, exp };
    };

    it.each<[title: string, body: Fields, headers: Record<string, string>, status: number, code: string]>([
      [
        "under a key that it does not know",
        { writeKey: "who" },
        { origin: ORIGIN },
        401,
        "write-key-unknown",
      ],
      ["of a page on another key's list", {}, { origin: OTHER }, 403, "origin-unknown"],
      ["of a sandboxed page", {}, { origin: "null" }, 403, "origin-unknown"],
      ["of no page and no server", {}, {}, 403, "origin-missing"],
      ["of a page that has the secret", {}, { ...asServer, origin: ORIGIN }, 403, "secret-in-page"],
      ["with a token that is none", { token: "ana" }, { origin: ORIGIN }, 401, "token-invalid"],
      ["with a token that is no text", { token: { sub: "ana" } }, { origin: ORIGIN }, 401, "token-invalid"],
      ["with a token without end", { token: "x".repeat(9_000) }, { origin: ORIGIN }, 401, "token-invalid"],
    ])("refuses a batch %s, and says why", async (_, body, headers, status, code) => {
      expect(await send({ batch: [createEvent()], ...body }, headers)).toEqual({
        status,
        code,
        reason: expect.any(String),
      });
    });

    it("lets no foreign page read its refusal, and the page of another key that it is refused", async () => {
      const read = async (origin: string) => {
        const reply = await post(url(), { writeKey: "acme", batch: [] }, { origin });
        return [reply.status, reply.headers.get("access-control-allow-origin")];
      };
      expect(await read("https://evil.example")).toEqual([403, null]);
      expect(await read(OTHER)).toEqual([403, OTHER]);
    });

    it("verifies a user's events by the token beside them", async () => {
      const event = createOf("ana");
      const token = await signToken();
      expect(await send({ token, batch: [event] })).toMatchObject({ accepted: [event.messageId] });
      expect(await getRecords("ana")).toMatchObject([{ messageId: event.messageId, verified: true }]);
    });

    it("refuses an event of another user than the token's, and takes its neighbours", async () => {
      const [own, visitor] = [createOf("bea"), createEvent()];
      const foreign = createOf("ben");
      const token = await signToken({ sub: "bea" });
      expect(await send({ token, batch: [own, foreign, visitor] })).toEqual({
        status: 200,
        accepted: ids([own, visitor]),
        rejected: [{ id: foreign.messageId, code: "user-foreign", retryable: false }],
      });
    });

    it("stores what nobody vouches for as that", async () => {
      const event = createOf("carl");
      expect((await send({ batch: [event] })).status).toBe(200);
      expect(await getRecords("carl")).toMatchObject([{ verified: false }]);
    });

    it("takes an expired token for what happened before its end, for 7 days", async () => {
      const at = (ago: number) => createOf("dora", { timestamp: new Date(Date.now() - ago).toISOString() });
      const token = await signToken({ sub: "dora", ...expired(HOUR) });
      const sentAt = new Date().toISOString();
      expect((await send({ token, sentAt, batch: [at(2 * HOUR)] })).status).toBe(200);
      const [early, late] = [at(3 * HOUR), at(60_000)];
      expect(await send({ token, sentAt, batch: [late, early] })).toEqual({
        status: 200,
        accepted: [early.messageId],
        rejected: [{ id: late.messageId, code: "token-expired", retryable: true }],
      });
      // By then nothing else is left to send, and a fresh token is asked for.
      expect(await send({ token, sentAt, batch: [late] })).toMatchObject({
        status: 401,
        code: "token-expired",
      });
      const old = await signToken({ sub: "dora", ...expired(8 * DAY) });
      expect((await send({ token: old, batch: [at(9 * DAY)] })).status).toBe(401);
      expect(await getRecords("dora")).toMatchObject([{ verified: true }, { verified: true }]);
    });

    it("lets none of a hundred forged rows with a predictable id stand in the way of the genuine ones", async () => {
      const hour = (n: number) => new Date(Date.now() - n * HOUR).toISOString();
      const create = (n: number, total: number, ago: number) =>
        createOf("eva", {
          messageId: `mp_forged_${n}`,
          timestamp: hour(ago),
          properties: { total },
        });
      const rows = Array.from({ length: 100 }, (_, n) => n);
      // They come first, and say that they are older.
      await send({ batch: rows.map((n) => create(n, -1, 48)) });
      const token = await signToken({ sub: "eva" });
      const genuine = rows.map((n) => create(n, n, 1));
      expect((await send({ token, batch: genuine })).accepted).toEqual(ids(genuine));
      // And they come again.
      await send({ batch: rows.map((n) => create(n, -1, 72)) });
      const records = await getRecords("eva");
      expect(records.map(({ messageId }) => messageId)).toEqual(ids(genuine));
      expect(records.map(({ properties }) => properties)).toEqual(rows.map((total) => ({ total })));
      expect(records.every(({ verified }) => verified)).toBe(true);
    });

    it("keeps one row of an id that comes with and without a token at the same time", async () => {
      const events = Array.from({ length: 20 }, () => createOf("fay"));
      const token = await signToken({ sub: "fay" });
      const turns = Array.from({ length: 8 }, (_, n) => send({ batch: events, ...(n % 2 && { token }) }));
      const replies = await Promise.all(turns);
      expect(replies.map(({ accepted }) => accepted.length)).toEqual(Array(8).fill(20));
      const records = await getRecords("fay");
      expect(records.map(({ messageId }) => messageId).sort()).toEqual(ids(events).sort());
      expect(records.every(({ verified }) => verified)).toBe(true);
    });

    it("lets no verified user take another one's predictable id", async () => {
      const create = (userId: string) => createOf(userId, { messageId: "mp_of_gus" });
      await send({ token: await signToken({ sub: "mallory" }), batch: [create("mallory")] });
      await send({ token: await signToken({ sub: "gus" }), batch: [create("gus")] });
      expect(await getRecords("gus")).toMatchObject([{ userId: "gus", verified: true }]);
    });

    it("takes a server at its word, without an origin", async () => {
      const event = createOf("hal", { timestamp: "2024-02-29T12:00:00.000Z" });
      expect((await send({ batch: [event] }, asServer)).status).toBe(200);
      expect(await getRecords("hal")).toMatchObject([
        { verified: true, timestamp: "2024-02-29T12:00:00.000Z", context: { channel: "server" } },
      ]);
    });

    it("takes no more than a write key may send, and says when to come again", async () => {
      const batch = Array.from({ length: 15 }, () => createEvent());
      const body = { writeKey: "other", batch };
      expect((await post(url(), body, { origin: OTHER })).status).toBe(200);
      const reply = await post(url(), body, { origin: OTHER });
      expect([reply.status, (await reply.json()).code]).toEqual([429, "rate-exceeded"]);
      expect(reply.headers.get("retry-after")).toBe("1");
      expect(reply.headers.get("access-control-expose-headers")).toContain("Retry-After");
      expect((await send({ batch })).status).toBe(200);
    });
  },
  { keys },
);
