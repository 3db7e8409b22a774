// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Case, type FrictionUser, watchFor } from "../../../helpers/friction.ts";

let user: FrictionUser;

describe("an error", () => {
  beforeEach(() => {
    user = watchFor("error");
  });
  afterEach(() => {
    expect(user.stop()).toEqual({ subscribed: 0, sleepers: 0 });
  });
  const error = (more: object = {}) =>
    user.happen("error", { error: new TypeError("x"), filename: "https://app.acme.example/app.js", ...more });
  const reject = (reason: unknown) => user.happen("unhandledrejection", { reason });
  const abort = new DOMException("called off", "AbortError");
  const cases: readonly Case[] = [
    ["one that nobody caught", 1, () => error()],
    ["a promise that nobody caught", 1, () => reject(new Error("x"))],
    ["a promise that failed with a word", 1, () => reject("x")],
    [
      "ten in a row as one",
      1,
      async () => {
        for (let at = 0; at < 10; at++) await error();
        await user.wait(4_999);
        await reject(new Error("x"));
      },
    ],
    [
      "the next one after five seconds",
      2,
      async () => {
        await error();
        await user.wait(5_000);
        await error();
      },
    ],
    ["not one of a script that may not be seen", 0, () => error({ error: null, filename: "" })],
    ["not a notice of ResizeObserver", 0, () => error({ error: null })],
    ["not a picture that did not load", 0, () => user.event("#text", "error")],
    ["not a request that was called off", 0, () => reject(abort)],
    ["not one of an extension", 0, () => error({ filename: "chrome-extension://abc/content.js" })],
    ["not one of ours", 0, () => error({ filename: "https://cdn.acme.example/milepost-core-D4x_-9aB.js" })],
    ["but one of a page about us", 1, () => error({ filename: "https://acme.example/milepost/app.js" })],
  ];
  test.each(cases)("is noticed: %s", async (_, times, act) => {
    await act();
    expect(user.count()).toBe(times);
  });
});
