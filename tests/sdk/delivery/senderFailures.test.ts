import { describe, expect, it } from "vitest";
import { readReply } from "../../../src/sdk/delivery/readReply.ts";
import { answers, BROKEN, TAKEN } from "../../helpers/fakeEndpoint.ts";
import { open, openTab } from "../../helpers/tab.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("an endpoint that fails", () => {
  it.each([
    ["that breaks the connection", BROKEN],
    ["with 429", answers(429)],
    ["with 500", answers(500)],
    ["with 503", answers(503)],
  ])("%s is asked again, until it takes the event", async (_, fate) => {
    const { tab, make, clock, endpoint } = open();
    let left = 5;
    endpoint.decide(() => (left-- > 0 ? fate : TAKEN));
    await tab.hold(make("a"));
    await clock.advance(HOUR);
    expect(endpoint.requests).toHaveLength(6);
    expect([...endpoint.rows.keys()]).toEqual(["a"]);
  });

  it("is asked ever more rarely, every five minutes at most", async () => {
    const { tab, make, clock, endpoint } = open({ random: () => 1 - 2 ** -53 });
    endpoint.decide(() => answers(500));
    await tab.hold(make("a"));
    await clock.advance(HOUR);
    const waits = endpoint.requests.map(({ at }, index, all) => at - (all[index - 1]?.at ?? at)).slice(1);
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(300_000);
  });

  it.each([401, 403, 404])("with %i is left alone for ten minutes, and the event kept", async (status) => {
    const { tab, make, clock, endpoint } = open();
    endpoint.decide(() => answers(status));
    await tab.hold(make("a"));
    await clock.advance(9 * MINUTE);
    expect(endpoint.requests).toHaveLength(1);
    endpoint.decide(() => TAKEN);
    await clock.advance(2 * MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["a"]);
  });

  it("because it is blocked gets no more than ten requests in an hour, from three tabs and a reload", async () => {
    const { browser, tab, make, clock, endpoint } = open({ random: Math.random });
    const others = [openTab(browser), openTab(browser)];
    endpoint.decide(() => BROKEN);
    for (let minute = 0; minute < 60; minute++) {
      await tab.hold(make(`e${minute}`));
      for (const other of others) other.sender.nudge(true);
      if (minute === 30) openTab(browser);
      tab.page.hide();
      tab.page.show();
      await clock.advance(MINUTE);
    }
    expect(endpoint.requests.length).toBeLessThanOrEqual(10);
    expect(endpoint.requests.length).toBeGreaterThanOrEqual(6);
    expect(tab.errors).toEqual([]);
  });

  it("because the browser is offline is asked as ever, and takes all soon after", async () => {
    const { tab, make, clock, endpoint } = open({ online: () => false });
    endpoint.decide(() => BROKEN);
    await tab.hold(make("a"));
    await clock.advance(30 * MINUTE);
    endpoint.decide(() => TAKEN);
    await clock.advance(5 * MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["a"]);
  });

  it("while the browser was offline costs no more than 25 requests for a thousand events, once it is back", async () => {
    const { tab, make, clock, endpoint } = open({ online: () => false });
    endpoint.decide(() => BROKEN);
    for (let i = 0; i < 1_000; i += 100)
      await tab.hold(...Array.from({ length: 100 }, (_, n) => make(`e${i + n}`)));
    await clock.advance(10 * MINUTE);
    const before = endpoint.requests.length;
    endpoint.decide(() => TAKEN);
    await clock.advance(10 * MINUTE);
    expect(endpoint.rows.size).toBe(1_000);
    expect(endpoint.requests.length - before).toBeLessThanOrEqual(25);
  });

  it("after a reply was lost stores nothing twice", async () => {
    const { tab, make, clock, endpoint } = open();
    endpoint.decide(({ batch }) => ({ stores: batch.map((event) => event.messageId) }));
    await tab.hold(make("a"), make("b"));
    await clock.advance(MINUTE);
    endpoint.decide(() => TAKEN);
    await clock.advance(HOUR);
    expect([...endpoint.rows.keys()]).toEqual(["a", "b"]);
  });

  it("by throwing something else is told to the page, and tried again", async () => {
    let calls = 0;
    const { tab, make, clock, endpoint } = open({
      locks: {
        async whenFree(_, task) {
          if (calls++ === 0) throw new Error("no lock");
          return task();
        },
      },
    });
    await tab.hold(make("a"));
    await clock.advance(MINUTE);
    expect(tab.errors.map(({ code }) => code)).toEqual(["unexpected"]);
    expect([...endpoint.rows.keys()]).toEqual(["a"]);
  });
});

describe("a batch that is refused", () => {
  it.each([400, 422])("with %i is cut down to the culprit, wherever in it that is", async (status) => {
    for (let place = 0; place < 50; place++) {
      const { tab, make, clock, endpoint } = open();
      endpoint.decide(({ batch }) =>
        batch.some((event) => event.messageId === `e${place}`) ? answers(status) : TAKEN,
      );
      await tab.hold(...Array.from({ length: 50 }, (_, index) => make(`e${index}`)));
      await clock.advance(MINUTE);
      expect(endpoint.rows.size).toBe(49);
      expect(endpoint.requests.length).toBeLessThanOrEqual(14);
      expect(tab.outbox.ledger()).toMatchObject({ held: 0, rejected: 1 });
    }
  });

  it("as too large goes out in pieces that the endpoint takes", async () => {
    const { tab, make, clock, endpoint } = open();
    endpoint.decide(({ batch }) => (batch.length > 7 ? answers(413) : TAKEN));
    await tab.hold(...Array.from({ length: 100 }, (_, index) => make(`e${index}`)));
    await clock.advance(MINUTE);
    expect(endpoint.rows.size).toBe(100);
    expect(endpoint.requests.filter(({ batch }) => batch.length > 7)).toHaveLength(3);
  });

  it("as too large, with one event, gives that up", async () => {
    const { tab, make, clock, endpoint } = open();
    endpoint.decide(({ batch }) => (batch.some((event) => event.messageId === "b") ? answers(413) : TAKEN));
    await tab.hold(make("a"), make("b"), make("c"));
    await clock.advance(MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["a", "c"]);
    expect(tab.outbox.ledger()).toMatchObject({ held: 0, "too-large": 1 });
  });

  it("in part keeps what can be sent again and gives up the rest", async () => {
    const { tab, make, clock, endpoint } = open();
    const body = {
      accepted: ["a"],
      rejected: [
        { id: "b", retryable: false },
        { id: "c", retryable: true },
      ],
    };
    let first = true;
    endpoint.decide(() => {
      if (!first) return TAKEN;
      first = false;
      return { stores: ["a"], ...answers(200, { body }) };
    });
    await tab.hold(make("a"), make("b"), make("c"));
    await clock.advance(10 * MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["a", "c"]);
    expect(tab.outbox.ledger()).toMatchObject({ held: 0, rejected: 1 });
  });
});

describe("what reads refusals does not load, and", () => {
  it.each([
    ["a refusal", answers(404)],
    ["one that is at fault", answers(400)],
    ["too much at once", answers(413)],
    ["a part that is taken", answers(200, { body: { accepted: ["a"], rejected: [{ id: "b" }] } })],
  ])("after %s all waits, and nothing is given up", async (_, fate) => {
    let isThere = false;
    const { tab, make, clock, endpoint } = open({
      loadTrouble: async () => (isThere ? { readReply } : undefined),
    });
    endpoint.decide(() => fate);
    await tab.hold(make("a"), make("b"));
    await clock.advance(10 * MINUTE);
    expect(tab.outbox.ledger()).toMatchObject({ held: 2 });
    expect(endpoint.requests.length).toBeLessThan(20);
    isThere = true;
    endpoint.decide(() => TAKEN);
    await clock.advance(10 * MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["a", "b"]);
    expect(tab.outbox.ledger()).toMatchObject({ held: 0 });
    expect(Object.keys(tab.outbox.ledger())).not.toContain("rejected");
  });
});
