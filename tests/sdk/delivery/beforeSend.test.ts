import { describe, expect, it } from "vitest";
import type { BeforeSend } from "../../../src/sdk/delivery/beforeSend.ts";
import { createVisitor } from "../../../src/testing/index.ts";
import { acme } from "../../helpers/acme.ts";

const report = { endpoint: "https://in.example.com/v1/batch", writeKey: "wk" };

/** Somebody whose page has this hook, and whose config this report. */
const open = (beforeSend?: BeforeSend, more: object = {}) =>
  createVisitor({
    config: acme({ report: { ...report, ...more } }),
    user: "ana",
    ...(beforeSend && { beforeSend }),
  });

describe("a mask", () => {
  it("replaces the values of its names, however deep, before anything is stored", async () => {
    const ana = await open(undefined, { mask: ["email", "iban"], traits: ["email", "role"] });
    await ana.identify("ana", { email: "ana@acme.example", role: "admin" });
    await ana.track("Invoice Sent", { total: 40, to: [{ email: "b@acme.example", iban: null }] });
    const stored = JSON.stringify(await ana.storage.list("out/"));
    expect(stored).not.toContain('acme.example"');
    expect(stored).not.toContain("ana@");
    const [sent] = await ana.sent("Invoice Sent");
    expect(sent!.properties).toMatchObject({ total: 40, to: [{ email: "[masked]", iban: "[masked]" }] });
    const traits = (await ana.sent()).filter(({ type }) => type === "identify").map((one) => one.traits);
    expect(traits).toContainEqual({ email: "[masked]", role: "admin" });
  });

  it("is seen by the page's own code and by the engine as it was", async () => {
    const ana = await createVisitor({
      config: acme({
        report: { ...report, mask: ["total"] },
        milestones: {
          big: { title: "Big", when: { event: "Invoice Sent", where: { total: { above: 30 } } } },
        },
        journeys: {},
        gaps: {},
        guides: {},
      }),
    });
    await ana.track("Invoice Sent", { total: 40 });
    expect(ana.progress()!.milestones.big).not.toBeNull();
  });
});

describe("the hook", () => {
  it("sees each event before it is stored, masked already, and says what leaves in its place", async () => {
    const seen: unknown[] = [];
    const ana = await open(
      (event) => {
        if (event.event === "Invoice Sent") seen.push(event.properties.email);
        return { ...event, properties: { ...event.properties, total: 0 } };
      },
      { mask: ["email"] },
    );
    await ana.track("Invoice Sent", { total: 40, email: "x@y.z" });
    expect(seen).toEqual(["[masked]"]);
    expect((await ana.sent("Invoice Sent"))[0]!.properties.total).toBe(0);
  });

  it("may write into what it is given", async () => {
    const ana = await open((event) => {
      delete (event.properties as Record<string, unknown>).note;
      return event;
    });
    const properties = { note: "secret", total: 40 };
    await ana.track("Invoice Sent", properties);
    expect((await ana.sent("Invoice Sent"))[0]!.properties).not.toHaveProperty("note");
    expect(properties.note).toBe("secret");
  });

  it.each([undefined, null])("keeps an event at home by returning %s, which is no drop", async (answer) => {
    const ana = await open((event) => (event.event === "Salary Viewed" ? answer : event));
    expect(await ana.milepost.track("Salary Viewed")).toBeUndefined();
    expect(await ana.milepost.track("Invoice Sent")).toEqual(expect.any(String));
    const names = (await ana.sent()).map(({ event }) => event);
    expect(names).toContain("Invoice Sent");
    expect(names).not.toContain("Salary Viewed");
    const [first] = await ana.sent();
    expect(first!.context.delivery!.dropped).toEqual({});
  });

  const wrong: ReadonlyArray<[string, (event: Parameters<BeforeSend>[0]) => unknown]> = [
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    ["returns a promise", (event) => Promise.resolve(event)],
    ["returns a text", () => "no"],
    ["returns true", () => true],
    ["returns a list", (event) => [event]],
    [
      "returns what has no JSON",
      (event) => {
        const loop: Record<string, unknown> = { ...event };
        loop.self = loop;
        return loop;
      },
    ],
    ["gives it to somebody else", (event) => ({ ...event, userId: "bob" })],
    ["hides whose it is", ({ anonymousId: _, ...event }) => event],
    ["gives it another id", (event) => ({ ...event, messageId: "x" })],
    ["gives it another time", (event) => ({ ...event, timestamp: "2020-01-01T00:00:00.000Z" })],
    ["takes its name", ({ event: _, ...rest }) => rest],
    ["takes its properties", ({ properties: _, ...rest }) => rest],
    ["makes it too large", (event) => ({ ...event, properties: { text: "x".repeat(40_000) } })],
  ];
  it.each(wrong)("that %s drops the event and counts it, and the page hears nothing", async (_, answer) => {
    const ana = await open((event) => (event.event === "Invoice Sent" ? (answer(event) as never) : event));
    expect(await ana.milepost.track("Invoice Sent", { total: 40 })).toBeUndefined();
    await ana.milepost.track("Payment Received");
    expect(await ana.sent("Invoice Sent")).toEqual([]);
    const dropped = (await ana.sent()).map((one) => one.context.delivery?.dropped).filter(Boolean);
    const reason = _ === "makes it too large" ? "too-large" : "invalid";
    expect(dropped.at(-1)).toEqual({ [reason]: 1 });
    expect(ana.said).toEqual([]);
  });
});
