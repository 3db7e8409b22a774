import { describe, expect, it } from "vitest";
import type { Outgoing } from "../../../src/sdk/delivery/envelope.ts";
import { createTokens, type TokenSource } from "../../../src/sdk/delivery/tokens.ts";
import { answers, type Request, TAKEN } from "../../helpers/fakeEndpoint.ts";
import { type Browser, createBrowser, makeEvent, openTab } from "../../helpers/tab.ts";
import { makeToken } from "../../helpers/token.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const by = (user: string | undefined, id: string, at: number): Outgoing =>
  makeEvent(id, at, { who: { anonymousId: "anon", ...(user && { userId: user }) } });

/** A tab that is given tokens, and has a user. */
function open(source: TokenSource, browser: Browser = createBrowser()) {
  const { clock, store, endpoint } = browser;
  let user: string | undefined;
  const tokens = createTokens({ source, store, user: () => user, clock });
  const tab = openTab(browser, { tokens });
  return {
    browser,
    clock,
    endpoint,
    tab,
    store,
    async track(id: string, by_: string | undefined) {
      user = by_;
      await tab.hold(by(by_, id, clock.now()));
    },
    /** Whose token came with which events. */
    told: () => endpoint.requests.map(({ token, batch }) => [token, batch.map((event) => event.messageId)]),
  };
}

/** A receiver that asks for a token of the user's own. */
const demand =
  (...good: readonly string[]) =>
  ({ token, batch }: Request) =>
    batch[0]!.userId === undefined || good.includes(token!) ? TAKEN : answers(401);

describe("a user's token", () => {
  it("goes with that user's events alone, also after another one has come", async () => {
    let user = "A";
    const { track, clock, told } = open(() => makeToken(user));
    await track("a", "A");
    await clock.advance(MINUTE);
    await track("b", "A");
    await track("c", undefined);
    user = "B";
    await track("d", "B");
    await clock.advance(MINUTE);
    expect(told()).toEqual([
      [makeToken("A"), ["a"]],
      [makeToken("A"), ["b"]],
      [undefined, ["c"]],
      [makeToken("B"), ["d"]],
    ]);
  });

  it("that is given as a text goes with nobody else's events", async () => {
    const { track, clock, told } = open(makeToken("A"));
    for (const [id, user] of [
      ["a", "A"],
      ["b", "B"],
      ["c", undefined],
    ] as const)
      await track(id, user);
    await clock.advance(MINUTE);
    expect(told()).toEqual([
      [makeToken("A"), ["a"]],
      [undefined, ["b"]],
      [undefined, ["c"]],
    ]);
  });

  it.each(["", "abc", "a.b.c", makeToken("A").replace(".", "")])(
    "that is none, %j, goes nowhere",
    async (text) => {
      const { track, clock, told } = open(text);
      await track("a", "A");
      await clock.advance(MINUTE);
      expect(told()).toEqual([[undefined, ["a"]]]);
    },
  );

  it("that speaks of another user than the one at work proves nothing", async () => {
    const { track, clock, told } = open(() => makeToken("B"));
    await track("a", "A");
    await clock.advance(MINUTE);
    expect(told()).toEqual([[undefined, ["a"]]]);
  });

  it("is kept for what a user leaves behind, and for no longer than it is good for anything", async () => {
    const first = open(() => makeToken("A", Date.UTC(2026, 0, 5, 10) / 1_000));
    first.endpoint.decide(() => answers(503));
    await first.track("a", "A");
    await first.clock.advance(MINUTE);
    first.tab.sender.stop();
    const next = open(() => makeToken("B", Date.UTC(2026, 0, 30) / 1_000), first.browser);
    first.endpoint.decide(() => TAKEN);
    await next.track("b", "B");
    await next.clock.advance(10 * MINUTE);
    expect(next.told().slice(-2)).toEqual([
      [makeToken("A", Date.UTC(2026, 0, 5, 10) / 1_000), ["a"]],
      [makeToken("B", Date.UTC(2026, 0, 30) / 1_000), ["b"]],
    ]);
    expect(await next.store.list("token/")).toHaveLength(2);
    await next.clock.advance(8 * DAY);
    const last = open(() => makeToken("C", Date.UTC(2026, 0, 30) / 1_000), first.browser);
    await last.track("c", "C");
    await last.clock.advance(MINUTE);
    const kept = (await last.store.list("token/")).map(([, token]) => token);
    expect(kept).toContain(makeToken("C", Date.UTC(2026, 0, 30) / 1_000));
    expect(kept).not.toContain(makeToken("A", Date.UTC(2026, 0, 5, 10) / 1_000));
  });

  it("is asked for once, however often it is needed", async () => {
    let asked = 0;
    const { track, clock } = open(() => {
      asked++;
      return makeToken("A");
    });
    for (let i = 0; i < 5; i++) {
      await track(`e${i}`, "A");
      await clock.advance(MINUTE);
    }
    expect(asked).toBe(1);
  });

  it("is not asked for at all for somebody whom nobody has identified", async () => {
    let asked = 0;
    const { track, clock, endpoint } = open(() => `${asked++}`);
    await track("a", undefined);
    await clock.advance(MINUTE);
    expect([asked, endpoint.rows.size]).toEqual([0, 1]);
  });
});

describe("a token that is refused", () => {
  it("is asked for anew, once, and the batch goes out at once with the next one", async () => {
    const given = [makeToken("A", 1), makeToken("A", 2)];
    const { track, clock, endpoint, told } = open(() => given.shift()!);
    endpoint.decide(demand(makeToken("A", 2)));
    await track("a", "A");
    await clock.advance(MINUTE);
    expect(told()).toEqual([
      [makeToken("A", 1), ["a"]],
      [makeToken("A", 2), ["a"]],
    ]);
    expect(endpoint.requests[1]!.at).toBe(endpoint.requests[0]!.at);
  });

  it("again is left alone for ten minutes", async () => {
    let n = 0;
    const { track, clock, endpoint } = open(() => makeToken("A", ++n));
    endpoint.decide(() => answers(401));
    await track("a", "A");
    await clock.advance(HOUR);
    // Two requests each time, the second with a fresh one.
    expect(endpoint.requests.length).toBeLessThanOrEqual(14);
    endpoint.decide(() => TAKEN);
    await clock.advance(10 * MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["a"]);
  });

  it("of somebody who has gone holds up nobody else", async () => {
    let user = "A";
    const { track, clock, endpoint } = open(() => makeToken(user));
    endpoint.decide(() => answers(503));
    await track("a", "A");
    await clock.advance(1_000);
    endpoint.decide(demand(makeToken("B")));
    user = "B";
    await track("b", "B");
    await clock.advance(10 * MINUTE);
    await track("c", "B");
    await clock.advance(MINUTE);
    expect([...endpoint.rows.keys()]).toEqual(["b", "c"]);
    expect(endpoint.requests.filter(({ batch }) => batch[0]!.userId === "A").length).toBeLessThanOrEqual(4);
  });
});

describe("a token that cannot be had", () => {
  it.each<[string, TokenSource]>([
    [
      "throws",
      () => {
        throw new Error("down");
      },
    ],
    ["rejects", () => Promise.reject(new Error("down"))],
    ["never answers", () => new Promise<string>(() => {})],
  ])(
    "from a function that %s keeps the user's events, without a request and without a fault",
    async (_, source) => {
      const { track, clock, endpoint, tab } = open(source);
      await track("a", "A");
      await clock.advance(MINUTE);
      expect(endpoint.requests).toEqual([]);
      expect(tab.errors).toEqual([]);
      expect(tab.outbox.ledger()).toMatchObject({ held: 1 });
      expect(tab.outbox.ledger().tries).toBeGreaterThan(0);
    },
  );

  it("yet when the page is left keeps them for the next page, and sends what needs none", async () => {
    const { track, tab, endpoint, clock } = open(() => new Promise<string>(() => {}));
    await track("a", "A");
    await track("b", undefined);
    tab.page.hide();
    await clock.advance(0);
    expect(endpoint.requests.map(({ batch }) => batch.map((event) => event.messageId))).toEqual([["b"]]);
  });
});
