import { describe, expect, it } from "vitest";
import { type Attempt, readPlainReply } from "../../../src/sdk/delivery/readPlainReply.ts";
import { readReply } from "../../../src/sdk/delivery/readReply.ts";
import type { Reply } from "../../../src/sdk/ports.ts";

/** As the sender reads it. */
const read = (reply: Reply | undefined, about: Attempt) =>
  readPlainReply(reply, about) ?? readReply(reply!, about);

const NOW = Date.UTC(2026, 0, 5, 9);
const attempt = {
  ids: ["a", "b"],
  fast: false,
  last: { until: 0, tries: 0, fast: 0 },
  now: NOW,
  random: () => 0,
};
const AT_ONCE = { until: 0, tries: 0, fast: 0 };
const LATER = { until: NOW + 1, tries: 1, fast: 0 };
const IN_TEN_MINUTES = { until: NOW + 600_000, tries: 1, fast: 0 };

describe("a status", () => {
  it.each([
    [408, LATER],
    [425, LATER],
    [429, LATER],
    [500, LATER],
    [503, LATER],
    [599, LATER],
    [401, IN_TEN_MINUTES],
    [403, IN_TEN_MINUTES],
    [404, IN_TEN_MINUTES],
    [302, IN_TEN_MINUTES],
    [451, IN_TEN_MINUTES],
  ])("of %i keeps the events and waits", (status, pause) => {
    expect(read({ status }, attempt)).toEqual({ gone: new Map(), pause });
  });

  it.each([400, 413, 422])("of %i halves the batch", (status) => {
    const outcome = read({ status }, { ...attempt, ids: ["a", "b", "c"] });
    expect(outcome).toEqual({ gone: new Map(), pause: AT_ONCE, most: 1 });
  });

  it.each([
    [400, "rejected"],
    [422, "rejected"],
    [413, "too-large"],
  ])("of %i gives up an event that is alone: %s", (status, reason) => {
    const outcome = read({ status }, { ...attempt, ids: ["a"] });
    expect(outcome).toEqual({ gone: new Map([["a", reason]]), pause: AT_ONCE, most: 50 });
  });

  it("keeps the events where no reply came", () => {
    expect(read(undefined, attempt)).toEqual({ gone: new Map(), pause: LATER });
  });
});

describe("the body of a 2xx", () => {
  const rejects = (...rejected: unknown[]) => ({ rejected });
  const polluted = Object.create({ accepted: [], rejected: [{ id: "a" }] });

  it.each<[string, unknown, Array<[string, string | undefined]>]>([
    [
      "nothing",
      undefined,
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    [
      "null",
      null,
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    [
      "a text",
      "ok",
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    [
      "counts",
      { accepted: 2, rejected: 0 },
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    [
      "lists on its prototype",
      polluted,
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    [
      "all accepted",
      { accepted: ["a", "b"] },
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    ["one accepted", { accepted: ["b"] }, [["b", undefined]]],
    [
      "one rejected",
      rejects({ id: "a", code: "bad" }),
      [
        ["a", "rejected"],
        ["b", undefined],
      ],
    ],
    ["one to be sent again", rejects({ id: "a", retryable: true }), [["b", undefined]]],
    ["one in both lists", { accepted: ["a"], ...rejects({ id: "a" }) }, [["a", undefined]]],
    [
      "a rejected one without an id",
      rejects({}, 7, null),
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    [
      "ids that were not sent",
      { accepted: ["a", "b", "c"], ...rejects({ id: "d" }) },
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
  ])("says %s", (_, body, gone) => {
    expect([...read({ status: 202, body }, attempt).gone]).toEqual(gone);
  });

  it("makes the sender wait before it sends again what was not taken", () => {
    expect(read({ status: 200, body: { accepted: ["a"] } }, attempt).pause).toEqual(LATER);
    expect(read({ status: 200 }, attempt).pause).toEqual(AT_ONCE);
  });
});

describe("the pause", () => {
  it("is as long as the endpoint asks for, where that is longer", () => {
    const { pause } = read({ status: 429, retryAfter: "40" }, attempt);
    expect(pause.until).toBe(NOW + 40_000);
  });

  it("is ten minutes after three failures at once in a row", () => {
    const last = { until: 0, tries: 2, fast: 2 };
    expect(read(undefined, { ...attempt, last, fast: true }).pause).toEqual({
      until: NOW + 600_000,
      tries: 3,
      fast: 3,
    });
  });

  it("counts anew after a failure that took its time", () => {
    const last = { until: 0, tries: 2, fast: 2 };
    expect(read(undefined, { ...attempt, last }).pause).toEqual({ until: NOW + 1, tries: 3, fast: 0 });
  });
});
