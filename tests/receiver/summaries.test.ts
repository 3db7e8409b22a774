import { expect, it, onTestFinished } from "vitest";
import { openEmbedded } from "../../src/receiver/database/embedded.ts";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import type { Webhook } from "../../src/receiver/webhooks/webhook.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { openHook } from "./hooks.ts";
import { createEvent, post } from "./receiver.ts";

const SECRET = `whsec_${Buffer.alloc(32, "key").toString("base64")}`;
const DAY = 86_400_000;
const OWNER = "onboarding@acme.example";
/** A Wednesday. */
const START = Date.UTC(2026, 2, 4, 9);
const config: Config = {
  version: 1,
  product: "acme",
  outcomes: {
    paid: { title: "Get paid", owner: OWNER },
    team: { title: "Bring the team", owner: "success@acme.example" },
  },
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

it("tells an owner's webhook once a week how what they answer for is doing, and nobody else of it", async () => {
  let now = START;
  const hook = await openHook();
  const address: Webhook = {
    name: "mail",
    url: hook.url,
    secrets: [SECRET],
    events: [{ events: ["Weekly Summary"], where: [[["owner"], { op: "is", value: OWNER }]] }],
    isPrivate: true,
    unverified: false,
  };
  const database = await openEmbedded(EMPTY);
  onTestFinished(() => database.close());
  const open = async () => {
    const receiver = await startReceiver({
      port: 0,
      origins: [],
      database: { ...database, close: async () => {} },
      plan: parse(config).plan,
      config,
      webhooks: [address],
      now: () => now,
    });
    return receiver;
  };
  const first = await open();
  const row = createEvent({
    event: "Workspace Created",
    userId: "ana",
    timestamp: new Date(now).toISOString(),
  });
  expect((await post(`${first.url}/v1/batch`, { writeKey: "acme", batch: [row] })).status).toBe(200);
  await first.close();

  const told = () =>
    hook.sent.map(({ body }) => (JSON.parse(body) as { readonly timestamp: string }).timestamp);
  for (const monday of ["2026-03-09", "2026-03-16"]) {
    now += 7 * DAY;
    const receiver = await open();
    await expect.poll(told, { timeout: 50_000 }).toContain(`${monday}T06:00:00.000Z`);
    await receiver.close();
    const again = await open();
    const figures = (await (await fetch(`${again.url}/v1/figures`)).json()) as { readonly users: number };
    expect(figures.users).toBe(1);
    await again.close();
  }
  // Once, or again by the same id where the receiver ended before it had noted the answer.
  const ids = new Set(hook.sent.map(({ headers }) => headers["webhook-id"]));
  expect(ids.size).toBe(2);
  expect(new Set(told()).size).toBe(2);
  expect(JSON.parse(hook.sent.at(-1)!.body)).toMatchObject({
    type: "weekly.summary",
    timestamp: "2026-03-16T06:00:00.000Z",
    data: {
      userId: null,
      groupId: null,
      properties: {
        owner: OWNER,
        outcomes: ["paid"],
        milestones: [{ milestone_id: "workspace", of: 1, reached: 1, target: { share: 0.5, met: true } }],
        gaps: [],
        accounts_at_risk: 0,
      },
    },
  });
});
