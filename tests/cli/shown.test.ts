import { afterAll, describe, expect, test } from "vitest";
import type { Simulation } from "../../src/cli/report/tally.ts";
import { createEvent, createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

const tip = { type: "tooltip", target: "#send", title: "Send it" };
const milestones = { sent: { title: "Sent", when: { event: "Invoice Sent" } } };
const gaps = { "no-invoice": { to: "sent", bridge: ["tip"] } };

/** Something of Ana's, some minutes after nine. */
const after = (minutes: number, more: object) =>
  createEvent({ timestamp: new Date(Date.UTC(2026, 5, 1, 9, minutes)).toISOString(), ...more });
const see = (minutes: number, event = "Seen", more: object = {}) => after(minutes, { event, ...more });
const identify = (minutes: number, traits: object) => after(minutes, { type: "identify", traits });
const open = (minutes: number, path: string) => after(minutes, { type: "page", context: { page: { path } } });

/** Whom each guide was shown to. */
async function simulate(config: object, ...events: object[]) {
  const file = folder.write("config.json", { version: 1, product: "shop", milestones, ...config });
  const { out } = await milepost("simulate", file, folder.write("log.jsonl", events), "--json");
  const { users, guides } = JSON.parse(out) as Simulation;
  return { users, ...Object.fromEntries(Object.entries(guides).map(([id, { shown }]) => [id, shown])) };
}

describe("a guide counts as shown", () => {
  test("to who is there when its gap opens", async () => {
    expect(await simulate({ gaps, guides: { tip } }, see(0))).toEqual({ users: 1, tip: 1 });
  });

  test("as soon as its condition holds, whatever else happens", async () => {
    const guides = { tip: { ...tip, if: { event: "Looked", count: 2 } } };
    expect(await simulate({ guides }, see(0), see(1, "Looked"), see(1, "Seen"))).toMatchObject({ tip: 0 });
    expect(await simulate({ guides }, see(0), see(1, "Looked"), see(2, "Looked"))).toMatchObject({ tip: 1 });
  });

  test("as soon as its time has come and the person is there", async () => {
    const ladder = { "no-invoice": { to: "sent", bridge: ["tip", { show: "list", after: "10m" }] } };
    const list = { type: "checklist", title: "Begin", items: [{ milestone: "sent" }] };
    const config = { gaps: ladder, guides: { tip, list } };
    expect(await simulate(config, see(0), see(9))).toMatchObject({ tip: 1, list: 0 });
    expect(await simulate(config, see(0), see(9), see(10))).toMatchObject({ tip: 1, list: 1 });
  });

  test("where it is for the page", async () => {
    const guides = { tip: { ...tip, on: ["/invoices/*"] } };
    expect(await simulate({ gaps, guides }, open(0, "/"), see(1))).toMatchObject({ tip: 0 });
    expect(await simulate({ gaps, guides }, open(0, "/"), open(1, "/invoices/7"))).toMatchObject({ tip: 1 });
    const elsewhere = see(1, "Seen", { context: { page: { path: "/invoices/7" } } });
    expect(await simulate({ gaps, guides }, open(0, "/"), elsewhere)).toMatchObject({ tip: 1 });
  });

  test("once in a session, and to nobody else meanwhile", async () => {
    const guides = {
      first: { ...tip, if: { event: "Looked", within: "2m" } },
      second: { ...tip, if: { event: "Looked" } },
    };
    const looks = [see(0, "Looked"), see(5), see(6, "Looked")];
    expect(await simulate({ guides }, ...looks)).toMatchObject({ first: 1, second: 0 });
    expect(await simulate({ guides }, ...looks, open(10, "/"))).toMatchObject({ first: 1, second: 1 });
  });
});

describe("nothing is shown", () => {
  test("to somebody whom only a server tells of", async () => {
    const byServer = see(0, "Seen", { channel: "server" });
    expect(await simulate({ gaps, guides: { tip } }, byServer)).toEqual({ users: 1, tip: 0 });
    expect(await simulate({ gaps, guides: { tip } }, byServer, see(1))).toEqual({ users: 1, tip: 1 });
  });

  test("to somebody who was only identified", async () => {
    expect(await simulate({ gaps, guides: { tip } }, identify(0, {}))).toEqual({ users: 1, tip: 0 });
  });

  test("to those whom the config is not for, who are no users either", async () => {
    const config = { gaps, guides: { tip }, for: { not: { trait: "email", matches: "*@acme.example" } } };
    const email = (domain: string, userId: string) => ({
      ...identify(0, { email: `${userId}@${domain}` }),
      userId,
    });
    const events = [
      email("acme.example", "ben"),
      email("globex.example", "cleo"),
      see(1, "Invoice Sent", { userId: "ben" }),
      see(1, "Seen", { userId: "cleo" }),
    ];
    expect(await simulate(config, ...events)).toEqual({ users: 1, tip: 1 });
  });
});
