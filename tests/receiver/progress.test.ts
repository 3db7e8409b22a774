import { expect, it, onTestFinished, vi } from "vitest";
import { describeOnEachDatabase, ORIGIN } from "./onEachDatabase.ts";
import { plan } from "./progressPlan.ts";
import { createEvent, type Fields, post, readStream } from "./receiver.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";

const SECRET = "sk-acme-0123456789";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const keys = {
  acme: { origins: [ORIGIN], secret: SECRET, tokens: { secret: SHARED_SECRET } },
  unsigned: { origins: [ORIGIN], secret: "sk-unsigned-0123456789" },
};
const basic = (name: string) => ({ authorization: `Basic ${Buffer.from(`${name}:`).toString("base64")}` });
const bearer = async (claims: Fields = {}) => ({
  origin: ORIGIN,
  authorization: `Bearer ${await signToken(claims)}`,
});
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const createOf = (userId: string, event: string, fields: Fields = {}) =>
  createEvent({ userId, event, anonymousId: `visitor-of-${userId}`, properties: {}, ...fields });

/** How far the receiver's clock is ahead. */
let ahead = 0;

describeOnEachDatabase(
  "where a user stands",
  (receiver) => {
    const send = (body: Fields, headers: Readonly<Record<string, string>> = { origin: ORIGIN }) =>
      post(`${receiver.url()}/v1/batch`, { writeKey: "acme", ...body }, headers);
    const ask = (headers: Readonly<Record<string, string>>, query = "") =>
      fetch(`${receiver.url()}/v1/progress${query}`, { headers });

    it("is told to who brings the user's token, from verified events alone", async () => {
      const at = ago(2 * HOUR);
      const genuine = createOf("ana", "Workspace Created", { timestamp: at });
      const forged = Array.from({ length: 3 }, () => createOf("ana", "Invoice Sent"));
      await send({ token: await signToken(), batch: [genuine] });
      await send({ batch: forged });
      const reply = await ask(await bearer());
      expect(reply.headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(reply.headers.get("cache-control")).toBe("private, no-store");
      expect(reply.headers.get("milepost-basis")).toBe("verified");
      expect(await reply.json()).toEqual({
        user: { milestones: { workspace: at }, guides: {} },
        accounts: { studio: { milestones: {} } },
        arms: {},
      });
    });

    it("has what an account is to see once, whomever of its people it was shown to", async () => {
      const at = ago(HOUR);
      const shown = createOf("kim", "Guide Shown", {
        groupId: "orchard",
        timestamp: at,
        properties: { guide_id: "news" },
      });
      await send({ token: await signToken({ sub: "kim", accounts: ["orchard"] }), batch: [shown] });
      const reply = await ask(await bearer({ sub: "lou", accounts: ["orchard", "mill"] }));
      expect((await reply.json()).accounts).toEqual({
        orchard: { milestones: {}, shown: { news: at } },
        mill: { milestones: {} },
      });
    });

    it("has an account's milestones, whoever of its members brought them about", async () => {
      const join = async (sub: string, member: string, accounts: readonly string[]) => {
        const fields = { groupId: "bakery", properties: { member } };
        const token = await signToken({ sub, accounts });
        await send({ token, batch: [createOf(sub, "Member Joined", fields)] });
      };
      const read = async () => {
        const reply = await ask(await bearer({ sub: "bea", accounts: ["bakery"] }));
        return Object.keys((await reply.json()).accounts.bakery.milestones);
      };
      await join("ben", "eva", ["bakery"]);
      await join("mallory", "gus", ["somewhere else"]);
      expect(await read()).toEqual([]);
      await join("cleo", "gus", ["bakery"]);
      expect(await read()).toEqual(["team"]);
    });

    it("comes as a stream to who asks for one, anew when it changes", async () => {
      const headers = { accept: "text/event-stream", ...(await bearer({ sub: "dora" })) };
      const token = await signToken({ sub: "dora" });
      const seen: string[][] = [];
      for await (const { event, data } of readStream(`${receiver.url()}/v1/progress`, headers)) {
        expect(event).toBe("progress");
        seen.push(Object.keys(JSON.parse(data).user.milestones));
        if (seen.length === 2) break;
        await send({ token, batch: [createOf("dora", "Nothing Of Interest")] });
        await send({ token, batch: [createOf("dora", "Workspace Created")] });
      }
      expect(seen).toEqual([[], ["workspace"]]);
    });

    it.each<[title: string, create: () => Promise<Record<string, string>>, status: number, code: string]>([
      ["nobody", async () => ({}), 401, "token-missing"],
      ["a token that is none", async () => ({ authorization: "Bearer ana" }), 401, "token-invalid"],
      ["a token that expired a second ago", async () => bearer(expired(1)), 401, "token-expired"],
      ["a token for a key that takes none", async () => bearer({ aud: "unsigned" }), 401, "token-invalid"],
      [
        "a foreign page",
        async () => ({ ...(await bearer()), origin: "https://a.example" }),
        403,
        "origin-unknown",
      ],
      ["a page with the secret", async () => ({ ...basic(SECRET), origin: ORIGIN }), 403, "secret-in-page"],
      ["who has the write key alone", async () => basic("acme"), 401, "secret-missing"],
    ])("is not told to %s", async (_, create, status, code) => {
      const reply = await ask(await create(), "?userId=ana");
      expect([reply.status, (await reply.json()).code]).toEqual([status, code]);
    });

    it("is told to a server for any user, and from all events where nobody signs, which it says", async () => {
      const batch = [createOf("hal", "Workspace Created")];
      await send({ writeKey: "unsigned", batch });
      const reply = await ask(basic(keys.unsigned.secret), "?userId=hal");
      expect(reply.headers.get("milepost-basis")).toBe("unverified");
      expect(Object.keys((await reply.json()).user.milestones)).toEqual(["workspace"]);
      expect((await ask(basic(SECRET))).status).toBe(400);
    });

    it("lets a page's browser ask whether it may bring a token", async () => {
      const reply = await fetch(`${receiver.url()}/v1/progress`, {
        method: "OPTIONS",
        headers: {
          origin: ORIGIN,
          "access-control-request-method": "GET",
          "access-control-request-headers": "authorization",
        },
      });
      expect(reply.headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(reply.headers.get("access-control-allow-methods")).toBe("GET,POST");
      expect(reply.headers.get("access-control-allow-headers")).toContain("authorization");
    });

    it("can be read and deleted by a server, for a user with the visitor they were, and for an account", async () => {
      const visitor = createEvent({ anonymousId: "visitor-of-ida" });
      const own = createOf("ida", "Invoice Sent", { groupId: "garage" });
      const colleague = createOf("jon", "Invoice Sent", { groupId: "garage" });
      await send({ batch: [visitor, own, colleague] });
      const request = async (path: string, method = "GET", name = SECRET) => {
        const reply = await fetch(`${receiver.url()}/v1/${path}`, { method, headers: basic(name) });
        return reply.json();
      };
      expect(await request("users/ida")).toMatchObject({
        id: "ida",
        events: 2,
        anonymousIds: ["visitor-of-ida"],
        groupIds: ["garage"],
        records: [{ messageId: visitor.messageId }, { messageId: own.messageId }],
        next: null,
      });
      expect(await request("accounts/garage")).toMatchObject({ events: 2, userIds: ["ida", "jon"] });
      expect(await request("users/ida", "DELETE", keys.unsigned.secret)).toEqual({ deleted: 0 });
      expect(await request("users/ida", "DELETE", "acme")).toMatchObject({ code: "secret-missing" });
      expect(await request("users/ida", "DELETE")).toEqual({ deleted: 2 });
      expect(await request("users/ida")).toMatchObject({ events: 0, first: null, records: [] });
      expect(await request("accounts/garage", "DELETE")).toEqual({ deleted: 1 });
    });

    it("leaves its marks in the metrics", async () => {
      const read = async () => readMetrics(await (await fetch(`${receiver.url()}/metrics`)).text());
      const before = await read();
      const dropped = (rate: number) => ({
        context: { replica: "copy-1", delivery: { dropped: { rate, "of our own": 7 } } },
      });
      const event = createOf("kim", "Invoice Sent", dropped(2));
      await send({ batch: [event, createOf("kim", "Invoice Sent", dropped(5)), { type: "trick" }] });
      await send({ batch: [event] });
      await send({ token: "none", batch: [event] });
      const after = await read();
      const rise = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
      expect(rise("milepost_events_accepted_total")).toBe(2);
      expect(rise("milepost_events_duplicate_total")).toBe(1);
      expect(rise('milepost_events_rejected_total{code="type-unknown"}')).toBe(1);
      expect(rise('milepost_requests_refused_total{code="token-invalid"}')).toBe(1);
      expect(rise('milepost_sdk_dropped_total{reason="rate"}')).toBe(5);
      expect(rise("milepost_ingest_seconds_count")).toBe(3);
      expect(rise('milepost_ingest_seconds_bucket{le="+Inf"}')).toBe(3);
      expect([...after.keys()].join()).not.toContain("of our own");
    });

    it("is reported of an account once for each of its silences", async () => {
      onTestFinished(() => {
        ahead = 0;
      });
      const act = (groupId: string) => {
        const timestamp = new Date(Date.now() + ahead).toISOString();
        return send({
          writeKey: "unsigned",
          batch: [createOf("lea", "Invoice Sent", { groupId, timestamp })],
        });
      };
      const getSilences = async (): Promise<Fields[]> => {
        const headers = basic(keys.unsigned.secret);
        const reply = await fetch(`${receiver.url()}/v1/accounts/harbour`, { headers });
        const { records }: { records: Fields[] } = await reply.json();
        return records.filter(({ event }) => event === "Account Silent");
      };
      await act("harbour");
      for (const round of [1, 2]) {
        ahead += 13 * DAY;
        // It is others who let the receiver look at its clock.
        await act("quay");
        expect(await getSilences()).toHaveLength(round - 1);
        ahead += 2 * DAY;
        await act("quay");
        await vi.waitFor(async () => expect(await getSilences()).toHaveLength(round), 20_000);
        await act("harbour");
      }
      const [first, second] = await getSilences();
      expect(first).toMatchObject({ verified: true, userId: null, properties: { elapsed_ms: 14 * DAY } });
      expect(first!.messageId).not.toBe(second!.messageId);
    });
  },
  { keys, plan, silentAfter: 14 * DAY, now: () => Date.now() + ahead },
);

function expired(seconds: number): Fields {
  const exp = Math.floor(Date.now() / 1000) - seconds;
  return { iat: exp - 3_600, exp };
}

/** Values by name and labels. */
function readMetrics(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}
