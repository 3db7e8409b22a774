import { expect, it, vi } from "vitest";
import { describeOnEachDatabase, ORIGIN } from "./onEachDatabase.ts";
import { createEvent, type Fields, getHeld, post, readLive } from "./receiver.ts";
import { SHARED_SECRET, signToken } from "./signing.ts";

const SECRET = "sk-acme-0123456789";
const HOUR = 3_600_000;
const keys = { acme: { origins: [ORIGIN], secret: SECRET, tokens: { secret: SHARED_SECRET } } };
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };

describeOnEachDatabase(
  "whose a row is",
  (receiver) => {
    const ask = async (path: string, options: RequestInit = {}): Promise<Fields> => {
      const reply = await fetch(`${receiver.url()}${path}`, { headers: asServer, ...options });
      return { status: reply.status, ...(await reply.json()) };
    };
    const getEvents = async (user: string): Promise<unknown[]> => {
      const { records } = (await ask(`/v1/users/${user}`)) as { records?: Fields[] };
      return (records ?? []).map(({ event, type }) => event ?? type);
    };
    const erase = (user: string) => ask(`/v1/users/${user}`, { method: "DELETE" });
    const send = async (batch: readonly Fields[], around: Fields = {}): Promise<Fields> => {
      const headers = around.server ? asServer : { origin: ORIGIN };
      const reply = await post(`${receiver.url()}/v1/batch`, { writeKey: "acme", batch, ...around }, headers);
      return { status: reply.status, ...(await reply.json()) };
    };
    const alias = (userId: string, previousId: string, fields: Fields = {}) =>
      createEvent({ type: "alias", event: null, userId, previousId, anonymousId: undefined, ...fields });

    it("is who they were before, too, where a server says so", async () => {
      await send([createEvent({ event: "Before", userId: "old-ada", anonymousId: "ada-0" })]);
      await send([createEvent({ event: "Earlier Still", userId: "oldest-ada", anonymousId: undefined })]);
      const links = [alias("ada", "old-ada"), alias("old-ada", "oldest-ada")];
      await send(links, { server: true });
      expect((await getEvents("ada")).toSorted()).toEqual(["Before", "Earlier Still", "alias", "alias"]);
      expect(await erase("ada")).toMatchObject({ status: 200, deleted: 4 });
      for (const user of ["ada", "old-ada", "oldest-ada"]) expect(await getEvents(user)).toEqual([]);
    });

    it("is not who a page says that they were", async () => {
      await send([createEvent({ event: "Private", userId: "vic", anonymousId: "vic-0" })]);
      const token = await signToken({ sub: "mallory" });
      const forged = alias("mallory", "vic", { channel: "server", context: { channel: "server" } });
      await send([forged], { token });
      expect(await getEvents("mallory")).toEqual(["alias"]);
      await erase("mallory");
      expect(await getEvents("vic")).toEqual(["Private"]);
    });

    it("is the visitor of an alias, whatever else that is said to be of", async () => {
      await send([createEvent({ event: "As A Visitor", anonymousId: "bo-old" })]);
      await send([alias("bo", "bo-old", { anonymousId: "bo-new" })]);
      expect((await getEvents("bo")).toSorted()).toEqual(["As A Visitor", "alias"]);
      expect(await erase("bo")).toMatchObject({ deleted: 2 });
      expect(await getEvents("bo")).toEqual([]);
    });

    it("stays with the first who came under a visitor's id, whatever time another claims", async () => {
      await send([createEvent({ event: "As A Visitor", anonymousId: "cy-0" })]);
      const sentAt = new Date().toISOString();
      const of = async (user: string, ago: number) =>
        send(
          [
            createEvent({
              event: "Signed In",
              userId: user,
              anonymousId: "cy-0",
              timestamp: new Date(Date.now() - ago).toISOString(),
            }),
          ],
          { sentAt, token: await signToken({ sub: user }) },
        );
      await of("cy", 0);
      await of("mallory-2", 100 * HOUR);
      expect(await getEvents("cy")).toEqual(["As A Visitor", "Signed In"]);
      await erase("mallory-2");
      expect(await getEvents("cy")).toEqual(["As A Visitor", "Signed In"]);
    });

    it("is not taken away by a verified row of another user with the same id", async () => {
      const create = (userId: string) =>
        createEvent({ event: "Counted", messageId: "mp_of_dan", userId, anonymousId: `${userId}-0` });
      await send([create("dan")]);
      await send([create("mallory-3")], { token: await signToken({ sub: "mallory-3" }) });
      expect(await getEvents("dan")).toEqual(["Counted"]);
    });

    it("goes with what is counted of it, and open pages begin anew", async () => {
      const before = (await getHeld(receiver.url())).overview;
      const milestone = { event: "Milestone Reached", properties: { milestone_id: "only-eve" } };
      await send([createEvent({ ...milestone, userId: "eve", anonymousId: "eve-0" })]);
      let shown = "";
      const reading = (async () => {
        for await (const { event, data } of readLive(receiver.url())) {
          if (event !== "overview") shown = data;
          if (event === "anew") return;
        }
      })();
      await vi.waitFor(() => expect(shown).toContain("only-eve"), 10_000);
      await erase("eve");
      await reading;
      expect(shown).not.toContain("only-eve");
      const { overview } = await getHeld(receiver.url());
      expect([overview.people, overview.events]).toEqual([before.people, before.events]);
      expect(overview.steps.map(({ id }) => id)).not.toContain("only-eve");
    });

    it("has an account whose name can be one, also where the batch says it for all", async () => {
      const batch = Array.from({ length: 300 }, () => createEvent());
      const { rejected, accepted } = await send(batch, { context: { groupId: "g".repeat(7_000) } });
      expect(accepted).toEqual([]);
      expect(rejected).toHaveLength(300);
      expect((rejected as Fields[])[0]).toMatchObject({ code: "identity-invalid", retryable: false });
    });
  },
  { keys },
);
