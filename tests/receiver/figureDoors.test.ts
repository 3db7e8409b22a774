import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Customers } from "../../src/receiver/figures/views/views.ts";
import { createLinks, LINK_DAYS } from "../../src/receiver/keys/ownerLinks.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { post } from "./receiver.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 2, 9, 0, 30);
const PASSWORD = "a long password";
const SECRET = "sk-acme-0123456789";
const config: Config = {
  version: 1,
  product: "acme",
  outcomes: { paid: { title: "Get paid", owner: "onboarding@acme.example" } },
  milestones: {
    workspace: {
      title: "Workspace",
      outcome: "paid",
      when: { event: "Workspace Created" },
      target: { within: "2d", share: 0.5 },
    },
  },
  journeys: { start: { title: "Start", milestones: ["workspace"] } },
};

const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };
const asOperator = { authorization: `Basic ${Buffer.from(`anybody:${PASSWORD}`).toString("base64")}` };
let collector: RunningReceiver;
let now = START;
let count = 0;

beforeAll(async () => {
  collector = await startReceiver({
    port: 0,
    origins: [],
    keys: { acme: { origins: [], secret: SECRET } },
    password: PASSWORD,
    dataDir: EMPTY,
    plan: parse(config).plan,
    config,
    now: () => now,
  });
});
afterAll(() => collector?.close());

const send = async (event: string, fields: object = {}): Promise<void> => {
  const timestamp = new Date(now).toISOString();
  const own = {
    type: "track",
    event,
    messageId: `m-${count++}`,
    userId: "ana",
    groupId: "studio",
    timestamp,
  };
  const batch = [{ ...own, context: { channel: "browser" }, ...fields }];
  expect((await post(`${collector.url}/v1/batch`, { batch }, asServer)).status).toBe(200);
};
const ask = (path: string, headers: Record<string, string> = asOperator): Promise<Response> =>
  fetch(`${collector.url}/v1/figures${path}`, { headers });
const whenMade = (): Promise<void> =>
  expect.poll(async () => (await (await ask("")).json()).waiting, { timeout: 60_000 }).toBe(0);
const getChanges = async (): Promise<unknown[]> => {
  const reply = await fetch(`${collector.url}/v1/accounts/studio`, { headers: asServer });
  const { records } = await reply.json();
  return records
    .filter(({ event }: { readonly event: string }) => event === "Standing Changed")
    .map(({ properties: { journey_id, from, to } }: { readonly properties: Record<string, string> }) => [
      journey_id,
      from,
      to,
    ]);
};

describe("figures", () => {
  it("tell once when an account stands otherwise by its targets, and not where it is seen first", async () => {
    await send("Signed In");
    await whenMade();
    expect(await getChanges()).toEqual([]);
    now = START + 3 * DAY;
    await expect
      .poll(
        async () => {
          await ask("");
          return getChanges();
        },
        { timeout: 60_000, interval: 500 },
      )
      .toEqual([["start", "on-track", "behind"]]);
    await send("Workspace Created");
    await expect.poll(getChanges, { timeout: 60_000, interval: 500 }).toEqual([
      ["start", "on-track", "behind"],
      ["start", "behind", "done"],
    ]);
  });

  it("stand on a page that a link opens without the password, with its files and nothing else", async () => {
    const link = createLinks(PASSWORD).create("onboarding@acme.example", now);
    const get = (path: string, headers = {}) => fetch(`${collector.url}${path}`, { headers });
    const page = await get(`/?link=${link}`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Mission Control")]);
    const said = page.headers.get("set-cookie")!;
    expect(said).toMatch(/Path=\/page\/; HttpOnly; SameSite=Strict$/);
    const cookie = said.split(";")[0]!;
    expect((await get("/page/base.css", { cookie })).status).toBe(200);
    for (const path of ["/", "/live", "/metrics", "/v1/figures", "/v1/figures/owners", `/live?link=${link}`])
      expect([path, (await get(path, { cookie })).status]).toEqual([path, 401]);
    for (const path of [
      "/page/base.css",
      `/?link=${link}x`,
      `/?link=${createLinks("another").create("x", now)}`,
    ])
      expect([path, (await get(path)).status]).toEqual([path, 401]);
  });

  it("are for who knows the password, or has a link, and then of its owner alone", async () => {
    const links = createLinks(PASSWORD);
    const link = links.create("onboarding@acme.example", now);
    expect((await ask("/way", {})).status).toBe(401);
    expect((await ask(`/way?link=${link}`, {})).status).toBe(401);
    expect((await ask(`/users/ana?link=${link}`, {})).status).toBe(401);
    expect((await ask(`/owners?link=${link}x`, {})).status).toBe(401);
    expect((await ask(`/owners?link=${createLinks("another").create("x", now)}`, {})).status).toBe(401);
    expect((await ask(`/owners?link=${links.create("x", now - (LINK_DAYS + 1) * DAY)}`, {})).status).toBe(
      401,
    );
    const { owners } = await (await ask(`/owners?link=${link}&owner=else`, {})).json();
    expect(owners).toMatchObject([{ owner: "onboarding@acme.example" }]);
  });

  it("are not read by another page, nor by a view, a time or a person that there is not", async () => {
    expect((await ask("/way", { ...asOperator, origin: "https://evil.example" })).status).toBe(403);
    expect((await ask("/way", { ...asOperator, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await ask("/__proto__")).status).toBe(404);
    expect((await ask("/way?from=yesterday")).status).toBe(400);
    expect((await ask("/users/nobody")).status).toBe(404);
  });

  it("come again only where they have changed", async () => {
    await whenMade();
    const first = await ask("/way");
    const again = { ...asOperator, "if-none-match": first.headers.get("etag") ?? "" };
    expect((await ask("/way", again)).status).toBe(304);
  });

  it("tell one person's way with what followed of it", async () => {
    const { account, moments } = await (await ask("/users/ana")).json();
    expect(account).toBe("studio");
    expect(moments.map(({ words }: { readonly words: string }) => words)).toContain(
      "milestone workspace reached",
    );
    const { review } = await (await ask("/accounts/studio")).json();
    expect(review.people).toMatchObject([{ person: "ana" }]);
    const audit = await fetch(`${collector.url}/v1/audit?userId=ana`, { headers: asServer });
    expect((await audit.json()).lines).toMatchObject([{ by: "anybody", did: "read", kind: "user" }]);
  });

  it("tell one day of a way by itself, with what was decided before it and when something was done around it", async () => {
    const day = (from: number) =>
      `?from=${new Date(from).toISOString()}&to=${new Date(from + DAY).toISOString()}`;
    const first = START - (START % DAY);
    const { moments, around } = await (await ask(`/users/ana${day(first)}`)).json();
    expect(moments.map(({ words }: { readonly words: string }) => words)).not.toContain(
      "milestone workspace reached",
    );
    expect(around).toMatchObject({ before: null, after: START + 3 * DAY });
    const none = await (await ask(`/accounts/studio${day(first + DAY)}`)).json();
    expect(none).toMatchObject({ moments: [], around: { before: START, after: START + 3 * DAY } });
    expect((await ask("/users/ana?from=yesterday&to=today")).status).toBe(400);
  });

  it("find a customer by a part of an id, for who knows the password alone", async () => {
    const find = async (text: string) => {
      const reply = await ask(`/customers?text=${encodeURIComponent(text)}`);
      const { customers } = (await reply.json()) as Customers;
      return customers.map(({ kind, id, account }) => [kind, id, account]);
    };
    expect(await find("STUD")).toEqual([["account", "studio", null]]);
    expect(await find(" ana ")).toEqual([["user", "ana", "studio"]]);
    expect(await find("'; --")).toEqual([]);
    expect(await find("")).toEqual([]);
    expect((await ask("/customers?text=ana", {})).status).toBe(401);
    const link = createLinks(PASSWORD).create("onboarding@acme.example", now);
    expect((await ask(`/customers?text=ana&link=${link}`, {})).status).toBe(401);
    expect((await ask("/customers?text=a", { ...asOperator, origin: "https://evil.example" })).status).toBe(
      403,
    );
    expect((await ask(`/customers?text=${"a".repeat(300)}`)).status).toBe(400);
  });

  it("forget who is deleted", async () => {
    await fetch(`${collector.url}/v1/users/ana`, { method: "DELETE", headers: asServer });
    await expect.poll(async () => (await (await ask("/way")).json()).users, { timeout: 60_000 }).toBe(0);
    expect((await ask("/users/ana")).status).toBe(404);
  });
});
