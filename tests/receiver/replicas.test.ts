import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toProduct } from "../../src/receiver/settings/readProduct.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { createEvent, type Fields, post, readStream } from "./receiver.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const SECRET = "sk-acme-0123456789";
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };
const CONFIG = {
  version: 1,
  product: "acme",
  milestones: {
    sent: { title: "Sent", when: { event: "Invoice Sent" } },
    team: { title: "Team", level: "account", when: { event: "Member Invited" } },
  },
};
const programs = findPostgres();

describe.runIf(programs)("two receivers of one database", () => {
  let postgres: TemporaryPostgres;
  let both: RunningReceiver[] = [];

  beforeAll(async () => {
    postgres = await startPostgres(programs!);
    const keys = { acme: { origins: [], secret: SECRET } };
    const given = { port: 0, origins: [], keys, databaseUrl: postgres.url, ...toProduct(CONFIG) };
    both = [await startReceiver(given), await startReceiver(given)];
  });
  afterAll(async () => {
    for (const receiver of both) await receiver.close();
    postgres?.stop();
  });

  const send = (which: number, fields: Fields) =>
    post(`${both[which]!.url}/v1/batch`, { batch: [createEvent(fields)] }, asServer);

  /** The milestones of somebody, as they are told by a receiver from now on. */
  function follow(which: number, query: string, pick: (told: Fields) => unknown) {
    const headers = { ...asServer, accept: "text/event-stream" };
    const stream = readStream(`${both[which]!.url}/v1/progress?${query}`, headers);
    const told: unknown[] = [];
    (async () => {
      for await (const { event, data } of stream) if (event === "progress") told.push(pick(JSON.parse(data)));
    })().catch(() => {});
    return { told };
  }

  it("tell a device that is connected to one what another did by the other, within two seconds", async () => {
    const { told } = follow(1, "userId=ana", ({ user }) => Object.keys((user as Fields).milestones!));
    await expect.poll(() => told).toEqual([[]]);
    const start = performance.now();
    await send(0, { userId: "ana" });
    await expect.poll(() => told, { interval: 20 }).toEqual([[], ["sent"]]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("tell a colleague what somebody of their account did, within two seconds", async () => {
    const pick = ({ accounts }: Fields) =>
      Object.keys((accounts as Record<string, Fields>).studio!.milestones!);
    const { told } = follow(0, "userId=ben&groupId=studio", pick);
    await expect.poll(() => told).toEqual([[]]);
    const start = performance.now();
    await send(1, { event: "Member Invited", userId: "cy", context: { groupId: "studio" } });
    await expect.poll(() => told, { interval: 20 }).toEqual([[], ["team"]]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("tell it too after the database was away", async () => {
    const { told } = follow(1, "userId=dan", ({ user }) => Object.keys((user as Fields).milestones!));
    await expect.poll(() => told).toEqual([[]]);
    await postgres.restart();
    await expect.poll(async () => (await send(0, { userId: "dan" })).status).toBe(200);
    await expect.poll(() => told).toEqual([[], ["sent"]]);
  });
});
