import { expect, it } from "vitest";
import { describeOnEachDatabase, ORIGIN } from "./onEachDatabase.ts";
import { createEvent, type Fields, post } from "./receiver.ts";

const SECRET = "sk-acme-0123456789";
const SUPPORT = "sk-support-0123456789";
const keys = {
  acme: { origins: [ORIGIN], secret: SECRET, secrets: { "support-desk": SUPPORT } },
  staging: { origins: [ORIGIN], secret: "sk-staging-0123456789" },
};
const as = (secret: string) => ({ authorization: `Basic ${Buffer.from(`${secret}:`).toString("base64")}` });

let now = Date.parse("2026-03-02T09:00:00.000Z");

describeOnEachDatabase(
  "what a vendor owes its customers",
  (receiver) => {
    const request = (path: string, method = "GET", secret = SECRET) =>
      fetch(`${receiver.url()}/v1/${path}`, { method, headers: as(secret) });
    const ask = async (path: string, method = "GET", secret = SECRET): Promise<Fields> =>
      (await request(path, method, secret)).json();
    /** Which of them were stored, and why the others were not. */
    const send = async (events: readonly Fields[], secret = SECRET): Promise<Fields> => {
      const batch = events.map((event, i) => createEvent({ messageId: `m${i}-${Math.random()}`, ...event }));
      const tried = () => post(`${receiver.url()}/v1/batch`, { batch }, as(secret));
      let answer = await tried();
      // A machine that is busy may take longer than a receiver lets anybody wait.
      while (answer.status === 503) answer = await tried();
      const reply = await answer.json();
      const ids = batch.map(({ messageId }) => messageId);
      const code = (id: string) => reply.rejected.find((one: Fields) => one.id === id)?.code;
      return { ...ids.map((id) => (reply.accepted.includes(id) ? "stored" : code(id))) };
    };
    const late = { timestamp: new Date(now - 3_600_000).toISOString() };

    it("refuses for ever what comes late of who was erased, under each id that they had", async () => {
      await send([
        { event: "As A Visitor", anonymousId: "eva-0" },
        { userId: "eva", anonymousId: "eva-0" },
        { type: "alias", event: null, userId: "eva", previousId: "old-eva", anonymousId: undefined },
        { userId: "ben", anonymousId: "ben-0" },
      ]);
      expect(await ask("users/eva", "DELETE")).toEqual({ deleted: 3 });
      const of = (fields: Fields) => ({ anonymousId: undefined, ...late, ...fields });
      const again = [
        of({ userId: "eva" }),
        of({ userId: "eva", timestamp: new Date(now).toISOString() }),
        of({ userId: "old-eva" }),
        of({ anonymousId: "eva-0" }),
        of({ type: "alias", userId: "somebody", previousId: "eva" }),
        of({ userId: "ben" }),
        of({ userId: "ben", anonymousId: "eva-0" }),
        of({ anonymousId: "eva" }),
      ];
      const stored = ["erased", "erased", "erased", "erased", "erased", "stored", "stored", "stored"];
      expect(await send(again)).toEqual({ ...stored });
      expect(await ask("users/eva")).toMatchObject({ events: 0, erased: new Date(now).toISOString() });
      // The same id in another environment is somebody else.
      expect(await send([of({ userId: "eva" })], keys.staging.secret)).toEqual({ 0: "stored" });
    });

    it("refuses who was never seen, and what happens in an account that was erased", async () => {
      expect(await ask("users/never-seen", "DELETE")).toEqual({ deleted: 0 });
      await send([{ userId: "cy", groupId: "garage" }]);
      expect(await ask("accounts/garage", "DELETE")).toEqual({ deleted: 1 });
      const again = [
        { userId: "never-seen" },
        { userId: "cy", context: { groupId: "garage" } },
        { userId: "cy" },
      ];
      expect(await send(again)).toEqual({ 0: "erased", 1: "erased", 2: "stored" });
    });

    it("takes somebody again who comes back, from then on", async () => {
      await send([{ userId: "dan" }]);
      await ask("users/dan", "DELETE");
      expect((await request("users/nobody/erasure", "DELETE")).status).toBe(404);
      expect(await ask("users/dan/erasure", "DELETE")).toEqual({ lifted: "dan" });
      const after = { timestamp: new Date(now + 60_000).toISOString() };
      expect(
        await send([
          { userId: "dan", ...late },
          { userId: "dan", ...after },
        ]),
      ).toEqual({
        0: "erased",
        1: "stored",
      });
    });

    it("has no id of who was erased left in a table", async () => {
      await send([
        { userId: "unmistakable-id", anonymousId: "unmistakable-visitor", groupId: "unmistakable-account" },
      ]);
      await ask("users/unmistakable-id");
      await ask("users/unmistakable-id", "DELETE");
      await ask("accounts/unmistakable-account", "DELETE");
      const { lines } = await ask("audit");
      expect(JSON.stringify(lines)).not.toContain("unmistakable");
    });

    it("writes down who looked at somebody, and who erased them", async () => {
      now += 1_000;
      const before = ((await ask("audit")).lines as Fields[]).length;
      await send([{ userId: "fay" }, { userId: "fay" }]);
      await ask("users/fay", "GET", SUPPORT);
      await request("users/fay/export?format=csv");
      await ask("users/fay", "DELETE");
      await ask("users/gus", "GET", SUPPORT);
      const of = async (query: string) =>
        ((await ask(`audit${query}`)).lines as Fields[]).map(({ by, did, events, at }) => [
          by,
          did,
          events,
          at,
        ]);
      const at = new Date(now).toISOString();
      const ofFay = [
        ["support-desk", "read", 2, at],
        ["secret", "exported", 2, at],
        ["secret", "erased", 2, at],
      ];
      expect(await of("?userId=fay")).toEqual(ofFay);
      expect((await of("")).slice(before)).toEqual([...ofFay, ["support-desk", "read", 0, at]]);
      expect(await ask("audit", "GET", keys.staging.secret)).toEqual({ lines: [], next: null });
      expect((await request("audit", "GET", "no-secret-0123456789")).status).toBe(401);
    });

    it("gives a person all that is stored of them, as a file that they can read", async () => {
      const note = 'He said "<b>no</b>", twice';
      await send([
        { event: "As A Visitor", anonymousId: "hal-0" },
        { userId: "hal/1", anonymousId: "hal-0", properties: { note } },
        { event: "=1+1", userId: "hal/1" },
        { event: "Milestone Reached", userId: "hal/1", properties: { milestone_id: "first-invoice" } },
        { userId: "somebody-else" },
      ]);
      const read = async (format: string) => {
        const reply = await request(`users/hal%2F1/export${format}`);
        return { name: reply.headers.get("content-disposition"), text: await reply.text() };
      };
      const { name, text } = await read("");
      expect(name).toBe('attachment; filename="milepost-user-hal_1.html"');
      for (const part of ["As A Visitor", "Invoice Sent", "first-invoice", "&lt;b&gt;no&lt;/b&gt;", "hal-0"])
        expect(text).toContain(part);
      expect(text).not.toContain("<b>no");
      expect(text).not.toContain("somebody-else");
      const json = JSON.parse((await read("?format=json")).text);
      expect(json).toMatchObject({ id: "hal/1", events: 4, milestones: [{ id: "first-invoice" }] });
      expect(json.records.map(({ event }: Fields) => event)).toEqual([
        "As A Visitor",
        "Invoice Sent",
        "=1+1",
        "Milestone Reached",
      ]);
      const lines = (await read("?format=csv")).text.split("\r\n");
      expect(lines).toHaveLength(6);
      expect(lines[3]).toContain(",track,'=1+1,");
      expect(lines[2]).toContain(String.raw`,"{""note"":""He said \""<b>no</b>\"", twice""}",{},`);
      expect((await request("users/hal%2F1/export?format=exe")).status).toBe(400);
    });

    it("keeps environments apart by their write keys", async () => {
      await send([{ userId: "ida", event: "In Staging" }], keys.staging.secret);
      await send([{ userId: "ida", event: "Live" }]);
      const events = async (secret: string) =>
        ((await ask("users/ida", "GET", secret)).records as Fields[]).map(({ event }) => event);
      expect([await events(SECRET), await events(keys.staging.secret)]).toEqual([["Live"], ["In Staging"]]);
      await ask("users/ida", "DELETE", keys.staging.secret);
      expect(await events(SECRET)).toEqual(["Live"]);
    });
  },
  { keys, now: () => now },
);
