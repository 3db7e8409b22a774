import { describe, expect, it } from "vitest";
import { answers, TAKEN } from "../../helpers/fakeEndpoint.ts";
import { makeEvent, open, openTab } from "../../helpers/tab.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("an event goes out", () => {
  it("300 ms after something urgent", async () => {
    const { tab, make, clock, endpoint, sent } = open();
    await clock.advance(MINUTE);
    await tab.hold(make("a"));
    tab.sender.nudge(true);
    await clock.advance(299);
    expect(sent()).toEqual([]);
    await clock.advance(1);
    expect(sent()).toEqual([["a"]]);
    expect(endpoint.requests[0]).toMatchObject({
      url: "https://in.example.com/v1/batch",
      writeKey: "wk",
      leaving: false,
    });
  });

  it("within a minute otherwise, counted from the first one that waits", async () => {
    const { tab, make, clock, sent } = open();
    await clock.advance(MINUTE);
    await tab.hold(make("a"));
    await clock.advance(40_000);
    await tab.hold(make("b"));
    await clock.advance(20_000);
    expect(sent()).toEqual([["a", "b"]]);
  });

  it("on the next page where the last one did not get to it", async () => {
    const { browser, tab, make, clock, sent } = open();
    await tab.hold(make("a"));
    tab.sender.stop();
    openTab(browser);
    await clock.advance(1_000);
    expect(sent()).toEqual([["a"]]);
  });

  it("once, and is forgotten then", async () => {
    const { tab, make, clock, sent, store } = open();
    await tab.hold(make("a"));
    await clock.advance(HOUR);
    expect(sent()).toEqual([["a"]]);
    expect((await store.list("out/")).map(([key]) => key)).toEqual(["out/"]);
    expect(clock.sleepers()).toBe(0);
  });

  it("within a minute also where the clock is set back by an hour while it waits", async () => {
    const { tab, make, clock, sent } = open();
    await clock.advance(MINUTE);
    await tab.hold(make("a"));
    await clock.advance(30_000);
    clock.shift(-HOUR);
    await clock.advance(30_000);
    expect(sent()).toEqual([["a"]]);
  });

  it.each([
    ["50 events", 50, 10],
    ["60,000 bytes", 2, 30_000],
  ])("300 ms after %s wait: a full batch gains nothing by waiting", async (_, count, length) => {
    const { tab, make, clock, endpoint } = open();
    await clock.advance(MINUTE);
    const events = Array.from({ length: count }, (_, index) => ({
      ...make(`e${index}`),
      properties: { text: "x".repeat(length) },
    }));
    await tab.hold(...events.slice(1));
    await clock.advance(1_000);
    expect(endpoint.requests).toEqual([]);
    await tab.hold(events[0]!);
    await clock.advance(300);
    expect(endpoint.rows.size).toBe(count);
  });

  it("in time where 100 come each second for a minute: nothing is given up", async () => {
    const { tab, make, clock, endpoint } = open();
    for (let tenth = 0; tenth < 600; tenth++) {
      await tab.hold(...Array.from({ length: 10 }, (_, index) => make(`e${tenth}-${index}`)));
      await clock.advance(100);
    }
    await clock.advance(MINUTE);
    expect(endpoint.rows.size).toBe(6_000);
  });

  it("also when the clock was set back by a year while it waited", async () => {
    const { tab, make, clock, sent } = open();
    await tab.hold(make("a"));
    clock.shift(-365 * 24 * HOUR);
    tab.sender.nudge(false);
    await clock.advance(MINUTE);
    expect(sent()).toEqual([["a"]]);
  });
});

describe("two tabs", () => {
  it("have one sender: what both hold goes out once", async () => {
    const { browser, tab, make, clock, endpoint, sent } = open();
    const other = openTab(browser);
    endpoint.decide(() => ({ ...TAKEN, takesMs: 2_000 }));
    await tab.hold(make("a"));
    await other.hold(make("b"));
    await clock.advance(2 * MINUTE);
    expect(sent()).toEqual([["a", "b"]]);
  });

  it("leave nothing behind when one stores while the other has just finished", async () => {
    const { browser, tab, make, clock, endpoint, sent } = open();
    const other = openTab(browser);
    await tab.hold(make("a"));
    endpoint.decide(() => ({ ...TAKEN, takesMs: 25_000 }));
    await clock.advance(1_000);
    await other.hold(make("b"));
    other.sender.nudge(true);
    await clock.advance(5 * MINUTE);
    expect(sent()).toEqual([["a"], ["b"]]);
  });

  it("send nothing again as they are left that another has sent, or is sending", async () => {
    const { browser, tab, make, clock, endpoint, sent } = open();
    const others = Array.from({ length: 7 }, () => openTab(browser));
    endpoint.decide(() => ({ ...TAKEN, takesMs: 1_000 }));
    for (const [index, other] of others.entries()) await other.hold(make(`e${index}`));
    tab.sender.nudge(true);
    await clock.advance(500);
    expect(sent()).toHaveLength(1);
    for (const { page } of others.slice(4)) page.hide();
    await clock.advance(10_000);
    for (const { page } of [tab, ...others]) page.hide();
    expect(sent()).toHaveLength(1);
    expect(endpoint.rows.size).toBe(7);
  });

  it("send each its own where all are left at once", async () => {
    const { browser, tab, make, clock, endpoint, sent } = open();
    const other = openTab(browser);
    await clock.advance(MINUTE);
    endpoint.decide(() => answers(503, { retryAfter: "20" }));
    await tab.hold(make("a"));
    await other.hold(make("b"));
    await clock.advance(MINUTE);
    endpoint.decide(() => TAKEN);
    clock.shift(20_000);
    const before = sent().length;
    for (const { page } of [tab, other]) page.hide();
    expect(sent().slice(before)).toEqual([["a"], ["b"]]);
  });

  it("look after what another was sending as it died", async () => {
    const { browser, tab, make, clock, endpoint } = open();
    const other = openTab(browser);
    await clock.advance(MINUTE);
    endpoint.decide(() => ({ takesMs: 1_000 }));
    await other.hold(make("a"));
    tab.sender.nudge(true);
    await clock.advance(500);
    tab.sender.stop();
    endpoint.decide(() => TAKEN);
    await clock.advance(2 * MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["a"]);
  });

  it("both leave an endpoint alone that has asked one of them to, also after a reload", async () => {
    const { browser, tab, make, clock, endpoint } = open();
    const other = openTab(browser);
    endpoint.decide(() => answers(429, { retryAfter: "1800" }));
    await tab.hold(make("a"));
    await clock.advance(1_000);
    await other.hold(make("b"));
    openTab(browser);
    await clock.advance(1_799_000);
    expect(endpoint.requests).toHaveLength(1);
    endpoint.decide(() => TAKEN);
    await clock.advance(2_000);
    expect([...endpoint.rows.keys()]).toEqual(["a", "b"]);
  });
});

describe("what was dropped", () => {
  it("is told with the next batch, and again with each one after it", async () => {
    const { tab, make, clock, endpoint, store } = open();
    await store.update(tab.outbox.hold([make("a"), make("b")], { rate: 4 }));
    await clock.advance(1_000);
    await store.update(tab.outbox.hold([make("c")], { rate: 1 }));
    tab.sender.nudge(true);
    await clock.advance(1_000);
    const told = endpoint.requests.map(({ batch }) => batch.map((event) => event.context.delivery));
    expect(told).toEqual([
      [{ seq: 1, storage: "memory", dropped: { rate: 4 } }, { seq: 2 }],
      [{ seq: 3, storage: "memory", dropped: { rate: 5 } }],
    ]);
  });
});

describe("a page that is left", () => {
  it("sends what waits at once, in one request that outlives it", async () => {
    const { tab, make, endpoint, clock } = open();
    await clock.advance(MINUTE);
    await tab.hold(make("a"), make("b"));
    tab.page.hide();
    expect(endpoint.requests).toMatchObject([
      { leaving: true, batch: [{ messageId: "a" }, { messageId: "b" }] },
    ]);
    await clock.advance(MINUTE);
    expect(endpoint.requests).toHaveLength(1);
  });

  it("sends no more than 60,000 bytes, and the rest from the next page", async () => {
    const { browser, tab, clock, endpoint } = open();
    const properties = { text: "x".repeat(5_000) };
    const events = Array.from({ length: 40 }, (_, index) =>
      makeEvent(`e${index}`, clock.now(), { properties }),
    );
    await tab.hold(...events);
    tab.page.hide();
    tab.page.hide();
    tab.sender.stop();
    expect(endpoint.requests).toHaveLength(1);
    expect(Buffer.byteLength(endpoint.requests[0]!.body)).toBeLessThanOrEqual(60_000);
    openTab(browser);
    await clock.advance(MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(events.map((event) => event.messageId));
  });

  it("asks nothing of an endpoint that wants to be left alone", async () => {
    const { tab, make, clock, endpoint } = open();
    endpoint.decide(() => answers(503, { retryAfter: "600" }));
    await tab.hold(make("a"));
    await clock.advance(1_000);
    tab.page.hide();
    tab.page.show();
    await clock.advance(9 * MINUTE);
    expect(endpoint.requests).toHaveLength(1);
  });

  it("is armed again when it comes back, whatever became of its last request", async () => {
    const { tab, make, clock, endpoint } = open();
    await clock.advance(MINUTE);
    await tab.hold(make("a"));
    endpoint.decide(() => ({ takesMs: 24 * HOUR }));
    tab.page.hide();
    await clock.advance(HOUR);
    endpoint.decide(() => TAKEN);
    tab.page.show();
    await clock.advance(1_000);
    expect([...endpoint.rows.keys()]).toEqual(["a"]);
  });
});

describe("a sender that is stopped", () => {
  it("leaves no timer and no listener, and sends nothing any more", async () => {
    const { tab, make, clock, endpoint } = open();
    await tab.hold(make("a"));
    tab.sender.stop();
    tab.sender.nudge(true);
    tab.page.hide();
    expect(clock.sleepers()).toBe(0);
    expect(tab.page.listeners()).toBe(0);
    await tab.sender.flush();
    await clock.advance(HOUR);
    expect(endpoint.requests).toEqual([]);
  });

  it("leaves a store empty that was emptied while it was sending", async () => {
    const { tab, make, clock, endpoint, store } = open();
    endpoint.decide(() => ({ ...answers(500), takesMs: 3_000 }));
    await tab.hold(make("a"));
    await clock.advance(1_000);
    tab.sender.stop();
    await store.clear();
    await clock.advance(HOUR);
    expect(endpoint.requests).toHaveLength(1);
    expect(await store.list("")).toEqual([]);
  });
});

describe("an endpoint without https", () => {
  it("gets nothing, and is told of once", async () => {
    const { tab, make, clock, endpoint } = open({ endpoint: "http://in.example.com/v1/batch" });
    await tab.hold(make("a"));
    tab.page.hide();
    await clock.advance(HOUR);
    expect(endpoint.requests).toEqual([]);
    expect(tab.errors.map(({ code }) => code)).toEqual(["endpoint-invalid"]);
    expect(tab.errors[0]?.message).toContain("http://in.example.com/v1/batch");
  });
});
