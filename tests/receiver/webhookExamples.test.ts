import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { Webhook as Signer } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { createChatDelivery } from "../../examples/webhooks/chat/deliver.ts";
import { createCrmDelivery } from "../../examples/webhooks/crm/deliver.ts";
import { createDoor, type Deliver } from "../../examples/webhooks/door.ts";
import { createMailDelivery } from "../../examples/webhooks/mail/deliver.ts";
import type { Database } from "../../src/receiver/database/database.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { openHook } from "./hooks.ts";
import { ORIGIN } from "./onEachDatabase.ts";
import { createEvent, type Fields, post } from "./receiver.ts";

const SECRET = `whsec_${Buffer.alloc(32, "x").toString("base64")}`;
const CUSTOMERS: Readonly<Record<string, string>> = { ana: "ana@studio.example" };
const errors: unknown[] = [];
afterEach(() => errors.splice(0));

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ dataDir: EMPTY });
});
afterAll(() => database?.close());

/** The example behind its door, and a receiver that tells it of all that is handed on. */
async function start(deliver: Deliver) {
  const door = createDoor({ secrets: [SECRET], deliver, onError: (error) => errors.push(error) });
  const url = await listen(door);
  let ahead = 0;
  const receiver = await startReceiver({
    port: 0,
    origins: [ORIGIN],
    database: { ...database, close: async () => {} },
    fresh: true,
    now: () => Date.now() + ahead,
    webhooks: [
      {
        name: "example",
        url,
        secrets: [SECRET],
        events: [
          {
            events: ["Bridge Handed On", "Gap Bridged", "Account Silent", "Lead Raised", "Story Told"],
            where: [],
          },
        ],
        isPrivate: true,
        unverified: false,
      },
    ],
  });
  onTestFinished(receiver.close);
  const tell = async (event: string, properties: Fields, of: Fields = { userId: "ana" }): Promise<void> => {
    const batch = [createEvent({ event, properties, ...of })];
    await post(`${receiver.url}/v1/batch`, { writeKey: "acme", batch });
  };
  return {
    url,
    tell,
    getDead: async () =>
      ((await (await fetch(`${receiver.url}/v1/webhooks/dead`)).json()) as { dead: Fields[] }).dead,
    /** Time goes by: what has failed is tried again. */
    async goOn(ms: number) {
      ahead += ms;
      await tell("Something Else", {});
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A mail server: what it took, and what it says to the next mails first. */
async function startMailServer(refuses: number[]) {
  const mails: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    onAuth: ({ username, password }, _, done) =>
      username === "acme" && password === "right"
        ? done(null, { user: username })
        : done(new Error("No such user")),
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const code = refuses.shift();
        if (code !== undefined) return done(Object.assign(new Error("Not now"), { responseCode: code }));
        mails.push(Buffer.concat(chunks).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  const { port } = server.server.address() as AddressInfo;
  const url = `smtp://acme:right@127.0.0.1:${port}`;
  const from = "Acme <hello@acme.example>";
  const deliver = createMailDelivery({
    url,
    from,
    team: "csm@acme.example",
    findAddress: (user) => CUSTOMERS[user],
  });
  return { mails, deliver };
}

it("writes a mail to the customer, once though the server takes it the second time, and none where no address is known", async () => {
  const { mails, deliver } = await startMailServer([451]);
  const { tell, goOn, getDead } = await start(deliver);
  await tell("Bridge Handed On", { gap_id: "stuck", hand: "email", note: "Shall we send it together?" });
  await vi.waitFor(() => expect(errors).toHaveLength(1), 10_000);
  expect(mails).toEqual([]);
  await goOn(10_000);
  await vi.waitFor(() => expect(mails).toHaveLength(1), 10_000);
  expect(mails[0]).toMatch(/^To: ana@studio\.example\r$/m);
  expect(mails[0]).toMatch(/^Message-ID: <msg_[0-9a-f]{32}@milepost\.acme\.example>\r$/m);
  expect(mails[0]).toContain("Shall we send it together?");
  await tell("Bridge Handed On", { gap_id: "stuck", hand: "csm" });
  await vi.waitFor(() => expect(mails).toHaveLength(2), 10_000);
  expect(mails[1]).toMatch(/^To: csm@acme\.example\r$/m);
  await tell("Bridge Handed On", { gap_id: "stuck", hand: "email" }, { userId: "ben" });
  await vi.waitFor(
    async () => expect(await getDead()).toMatchObject([{ failure: "answered with 410" }]),
    10_000,
  );
  expect(mails).toHaveLength(2);
});

/** A CRM with contacts and tasks by ids of others, which takes few requests a second. */
async function startCrm() {
  const store = new Map<string, Fields>();
  const asked: string[] = [];
  let busy = 1;
  const { url } = await openHook(({ path, headers, body }, response, { method }) => {
    asked.push(`${method} ${path}`);
    if (headers.authorization !== "Bearer right") return response.writeHead(401).end();
    if (busy-- > 0) return response.writeHead(429, { "retry-after": "30" }).end();
    store.set(path, { ...store.get(path), ...JSON.parse(body) });
    return response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  return { store, asked, deliver: createCrmDelivery({ url, token: "right" }) };
}

it("makes a contact and a task in a CRM, waits as long as that says, and closes the task when the gap is bridged", async () => {
  const { store, asked, deliver } = await startCrm();
  const { tell, goOn } = await start(deliver);
  const of = { userId: "ana", context: { groupId: "studio" } };
  await tell("Bridge Handed On", { gap_id: "stuck", hand: "csm", note: "Offer to help" }, of);
  await vi.waitFor(() => expect(asked).toHaveLength(1), 10_000);
  // Not after the receiver's 5 seconds, but after the CRM's 30.
  await goOn(10_000);
  await goOn(25_000);
  await vi.waitFor(() => expect(store.size).toBe(2), 10_000);
  expect(asked).toEqual(["PUT /contacts/ana", "PUT /contacts/ana", "PUT /tasks/ana%20stuck"]);
  expect(store.get("/contacts/ana")).toEqual({ account: "studio" });
  expect(store.get("/tasks/ana%20stuck")).toMatchObject({
    status: "open",
    title: "Stuck in stuck",
    note: "Offer to help",
  });
  await tell("Gap Bridged", { gap_id: "stuck" }, of);
  await vi.waitFor(() => expect(store.get("/tasks/ana%20stuck")).toMatchObject({ status: "done" }), 10_000);
  expect(store.size).toBe(2);
});

it("says in a chat who is stuck, in words that call nobody", async () => {
  const chat = await openHook((_, response) => response.writeHead(200).end("ok"));
  const { tell } = await start(createChatDelivery({ url: chat.url }));
  await tell("Story Told", { answer: "Paid in <!channel> a day & happy" });
  await tell("Bridge Handed On", { gap_id: "stuck", hand: "csm", note: "Offer to help" });
  await vi.waitFor(() => expect(chat.sent).toHaveLength(2), 10_000);
  const texts = chat.sent.map(({ body }) => JSON.parse(body).text);
  expect(texts.sort()).toEqual([
    "ana is stuck in stuck: for csm. Offer to help",
    "ana says: Paid in &lt;!channel&gt; a day &amp; happy",
  ]);
});

it("opens to nobody who has not signed, or long ago, and takes what comes twice once", async () => {
  const told: string[] = [];
  const deliver: Deliver = async (_, id) => void told.push(id);
  const url = await listen(createDoor({ secrets: [SECRET], deliver }));
  const body = JSON.stringify({ type: "lead.raised", data: { event: "Lead Raised" } });
  const send = async (at: number, secret = SECRET, sent = body): Promise<number> => {
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": `${Math.floor(at / 1_000)}`,
      "webhook-signature": new Signer(secret).sign("msg_1", new Date(at), body),
    };
    return (await fetch(url, { method: "POST", headers, body: sent })).status;
  };
  const other = `whsec_${Buffer.alloc(32, "y").toString("base64")}`;
  expect(await send(Date.now(), other)).toBe(401);
  expect(await send(Date.now(), SECRET, `${body} `)).toBe(401);
  expect(await send(Date.now() - 600_000)).toBe(401);
  expect((await fetch(url, { method: "POST", body })).status).toBe(401);
  expect(told).toEqual([]);
  expect(await send(Date.now())).toBe(204);
  expect(await send(Date.now())).toBe(204);
  expect(told).toEqual(["msg_1"]);
});
