import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import type { Database } from "../../src/receiver/database/database.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { readWebhooks } from "../../src/receiver/settings/readWebhooks.ts";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import { SCHEDULE } from "../../src/receiver/webhooks/createWebhooks.ts";
import type { Webhook } from "../../src/receiver/webhooks/webhook.ts";
import { readDocument } from "../docs/document.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { openHook } from "./hooks.ts";
import { describeOnEachDatabase, ORIGIN } from "./onEachDatabase.ts";
import { createEvent, type Fields, post } from "./receiver.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";

const OLD = `whsec_${Buffer.alloc(32, "old").toString("base64")}`;
const NEW = `whsec_${Buffer.alloc(32, "new").toString("base64")}`;
const PASSWORD = "a password of Acme's";
const asOperator = { authorization: `Basic ${Buffer.from(`anybody:${PASSWORD}`).toString("base64")}` };
const DAY = 86_400_000;

const createWebhook = (fields: Partial<Webhook>): Webhook => ({
  name: "crm",
  url: "http://127.0.0.1:1",
  secrets: [NEW],
  events: [{ events: ["Lead Raised"], where: [] }],
  isPrivate: true,
  unverified: false,
  ...fields,
});

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ dataDir: EMPTY });
});
afterAll(() => database?.close());

/** A receiver with these webhooks, whose clock is told to go on. */
async function start(webhooks: readonly Webhook[]) {
  let ahead = 0;
  const keys = {
    acme: { origins: [ORIGIN], secret: "sk-acme-0123456789", tokens: { secret: SHARED_SECRET } },
    open: { origins: [ORIGIN] },
  };
  const receiver = await startReceiver({
    port: 0,
    origins: [],
    keys,
    webhooks,
    password: PASSWORD,
    database: { ...database, close: async () => {} },
    fresh: true,
    now: () => Date.now() + ahead,
  });
  onTestFinished(receiver.close);
  const send = async (batch: readonly unknown[], around: Fields = {}): Promise<void> => {
    const reply = await post(
      `${receiver.url}/v1/batch`,
      { writeKey: "open", batch, ...around },
      { origin: ORIGIN },
    );
    expect(await reply.json()).toMatchObject({ rejected: [] });
  };
  return {
    url: receiver.url,
    send,
    getDead: async () => {
      const reply = await fetch(`${receiver.url}/v1/webhooks/dead`, { headers: asOperator });
      return ((await reply.json()) as { dead: Fields[] }).dead;
    },
    /** Somebody else lets the receiver look at its clock. */
    async goOn(ms: number) {
      ahead += ms;
      await send([createEvent({ event: "Something Else" })]);
    },
  };
}

const lead = (fields: Fields = {}) =>
  createEvent({ event: "Lead Raised", userId: "ana", properties: { kind: "full" }, ...fields });

it("is told of an event once, and of none that is imported, in the form of the Standard Webhooks specification, with both secrets", async () => {
  const hook = await openHook();
  const receiver = await start([createWebhook({ url: `${hook.url}/in?key=1`, secrets: [NEW, OLD] })]);
  const event = lead({ timestamp: "2026-03-02T09:00:00.000Z" });
  await receiver.send([event, createEvent(), lead({ context: { imported: true } })]);
  await receiver.send([event]);
  await vi.waitFor(() => expect(hook.sent).toHaveLength(1), 10_000);
  const [{ path, headers, body }] = hook.sent as [(typeof hook.sent)[0]];
  expect(path).toBe("/in?key=1");
  expect(headers["content-type"]).toBe("application/json");
  for (const secret of [OLD, NEW]) expect(() => new Verifier(secret).verify(body, headers)).not.toThrow();
  const other = `whsec_${Buffer.alloc(32, "other").toString("base64")}`;
  expect(() => new Verifier(other).verify(body, headers)).toThrow();
  expect(JSON.parse(body)).toMatchObject({
    type: "lead.raised",
    data: {
      event: "Lead Raised",
      messageId: event.messageId,
      writeKey: "open",
      userId: "ana",
      verified: false,
      properties: { kind: "full" },
    },
  });
  expect(body).not.toContain("context");
  await receiver.goOn(DAY);
  await receiver.send([lead()]);
  await vi.waitFor(() => expect(hook.sent).toHaveLength(2), 10_000);
  expect(hook.sent[1]!.headers["webhook-id"]).not.toBe(headers["webhook-id"]);
});

it("is told of what its conditions let through, and of nothing else", async () => {
  const hook = await openHook();
  const where = [[["kind"], { op: "is", value: "full" }]] as const;
  const receiver = await start([
    createWebhook({ url: hook.url, events: [{ events: ["Lead Raised"], where }], keys: ["open", "acme"] }),
  ]);
  await receiver.send([lead({ properties: { kind: "self" } }), lead({ userId: "ben" })]);
  // Where users are signed, nobody's word is not enough.
  const token = await signToken();
  await receiver.send([lead({ userId: "forged" })], { writeKey: "acme" });
  await receiver.send([lead({ userId: "ana", anonymousId: undefined })], { writeKey: "acme", token });
  await vi.waitFor(() => expect(hook.sent).toHaveLength(2), 10_000);
  const users = hook.sent
    .map(({ body }) => JSON.parse(body).data)
    .map((data) => [data.userId, data.verified]);
  expect(users.sort()).toEqual([
    ["ana", true],
    ["ben", false],
  ]);
});

it("is tried for three days with the same id, then given up, and tried again by hand", async () => {
  let status = 500;
  const hook = await openHook((_, response) => response.writeHead(status).end("no"));
  const receiver = await start([createWebhook({ url: hook.url })]);
  await receiver.send([lead()]);
  const all = SCHEDULE.reduce((sum, wait) => sum + wait, 0);
  expect(all / DAY).toBeGreaterThan(2.9);
  for (const [i, wait] of SCHEDULE.entries()) {
    await vi.waitFor(() => expect(hook.sent).toHaveLength(i + 1), 10_000);
    expect(await receiver.getDead()).toEqual([]);
    await receiver.goOn(wait * 1.1 + 1_000);
  }
  await vi.waitFor(async () => expect(await receiver.getDead()).toHaveLength(1), 10_000);
  expect(hook.sent).toHaveLength(SCHEDULE.length + 1);
  expect(new Set(hook.sent.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const [dead] = await receiver.getDead();
  expect(dead).toMatchObject({
    webhook: "crm",
    event: "Lead Raised",
    failure: "answered with 500",
    tries: 11,
  });
  status = 200;
  const retry = (headers: Readonly<Record<string, string>>) =>
    fetch(`${receiver.url}/v1/webhooks/dead/${dead!.id}/retry`, { method: "POST", headers });
  expect((await retry({})).status).toBe(401);
  expect((await retry({ ...asOperator, origin: ORIGIN })).status).toBe(403);
  expect((await retry({ ...asOperator, "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await fetch(`${receiver.url}/v1/webhooks/dead`)).status).toBe(401);
  expect((await retry({ ...asOperator, origin: receiver.url })).status).toBe(200);
  await vi.waitFor(() => expect(hook.sent).toHaveLength(SCHEDULE.length + 2), 10_000);
  await vi.waitFor(async () => expect(await receiver.getDead()).toEqual([]), 10_000);
  expect((await retry(asOperator)).status).toBe(404);
});

it("is not told any more of who was deleted", async () => {
  const hook = await openHook((_, response) => response.writeHead(410).end());
  const receiver = await start([createWebhook({ url: hook.url })]);
  const token = await signToken();
  await receiver.send([lead({ anonymousId: undefined })], { writeKey: "acme", token });
  await vi.waitFor(async () => expect(await receiver.getDead()).toHaveLength(1), 10_000);
  const headers = { authorization: `Basic ${Buffer.from("sk-acme-0123456789:").toString("base64")}` };
  await fetch(`${receiver.url}/v1/users/ana`, { method: "DELETE", headers });
  expect(await receiver.getDead()).toEqual([]);
});

const readFile = async (content: unknown) => {
  const folder = mkdtempSync(join(tmpdir(), "milepost-webhooks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "webhooks.json");
  writeFileSync(path, JSON.stringify(content));
  return readWebhooks(path).catch((error: Error) => error.message.slice(path.length));
};

it("is read from a file, as the document has it", async () => {
  const document = readDocument("docs/receiver.md");
  const getCode = (words: string) => document.fences.find((fence) => fence.words.join(" ") === words)!.code;
  const [crm] = (await readFile(JSON.parse(getCode("webhooks")))) as readonly Webhook[];
  expect(crm).toMatchObject({ name: "crm", isPrivate: false, unverified: false });
  expect(crm!.events.map(({ events }) => events)).toEqual([["Lead Raised"], ["Gap Opened"]]);
});

it.each<[what: string, fields: Fields, says: string]>([
  ["http", { url: "http://hooks.acme.example/" }, ": crm.url: expected https"],
  ["no address", { url: "hooks" }, ": crm.url: expected an address"],
  ["another scheme", { url: "file:///etc/passwd" }, ": crm.url: expected an address"],
  ["a short secret", { secrets: ["whsec_c2hvcnQ="] }, ": crm.secrets.0: expected whsec_"],
  ["no secret", { secrets: [] }, ": crm.secrets:"],
  ["no event", { events: [] }, ": crm.events:"],
  ["a mistyped key", { event: "Lead Raised" }, ": crm:"],
])("is not read where it has %s, and the place is named", async (_, fields, says) => {
  const sound = { url: "https://hooks.acme.example/", secrets: [NEW], events: ["Lead Raised"] };
  expect(await readFile({ crm: { ...sound, ...fields } })).toContain(says);
});

describeOnEachDatabase("a webhook of two receivers", (receiver) => {
  it("is told once by both together", async () => {
    const hook = await openHook();
    const webhooks = [createWebhook({ url: hook.url })];
    const place = receiver.databaseUrl();
    // An embedded database is one process's: there, both receivers are in it.
    const inside = { database: { ...database, close: async () => {} }, fresh: true };
    const given = place === undefined ? inside : { databaseUrl: place };
    const options = { port: 0, origins: [ORIGIN], webhooks, ...given };
    const both = [await startReceiver(options), await startReceiver(options)];
    onTestFinished(async () => {
      for (const one of both) await one.close();
    });
    const events = Array.from({ length: 40 }, (_, i) => lead({ userId: `user-${i}` }));
    await Promise.all(both.map(({ url }) => post(`${url}/v1/batch`, { writeKey: "both", batch: events })));
    await vi.waitFor(() => expect(hook.sent).toHaveLength(40), 20_000);
    expect(new Set(hook.sent.map(({ headers }) => headers["webhook-id"])).size).toBe(40);
  });
});
