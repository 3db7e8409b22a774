// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Case, type FrictionUser, watchFor } from "../../../helpers/friction.ts";

let user: FrictionUser;

describe("a u-turn", () => {
  beforeEach(() => {
    sessionStorage.clear();
    vi.spyOn(performance, "now").mockReturnValue(0);
    user = watchFor("u-turn");
  });
  afterEach(() => {
    expect(user.stop()).toEqual({ subscribed: 0, sleepers: 0 });
    vi.restoreAllMocks();
  });
  const cases: readonly Case[] = [
    [
      "to a page and back within ten seconds",
      1,
      async () => {
        await user.go("/b", 5_000);
        await user.go("/", 10_000);
      },
    ],
    [
      "over whole page loads, too",
      1,
      async () => {
        await user.load("/b", 5_000);
        await user.load("/", 2_000);
      },
    ],
    [
      "counted from when a page began, however late we are there",
      1,
      async () => {
        vi.spyOn(performance, "now").mockReturnValue(4_000);
        await user.load("/b", 9_000);
        await user.load("/", 10_000);
      },
    ],
    [
      "also where the page comes back as it was",
      1,
      async () => {
        sessionStorage.setItem("milepost acme trail", JSON.stringify(["/", "/b", Date.UTC(2026, 0, 5, 9)]));
        await user.wait(3_000);
        user.show();
      },
    ],
    [
      "one for there and back and there again",
      1,
      async () => {
        for (const path of ["/b", "/", "/b"]) await user.go(path, 2_000);
      },
    ],
    [
      "two for twice there and back",
      2,
      async () => {
        for (const path of ["/b", "/", "/b", "/"]) await user.go(path, 2_000);
      },
    ],
    [
      "through a redirect",
      1,
      async () => {
        await user.go("/new", 5_000);
        await user.go("/invoices/7", 100);
        await user.go("/", 3_000);
      },
    ],
    [
      "of paths in the hash",
      1,
      async () => {
        await user.go("/#/b", 5_000);
        await user.go("/#/c", 2_000);
        await user.go("/#/b", 2_000);
      },
    ],
    [
      "not after ten seconds",
      0,
      async () => {
        await user.go("/b", 5_000);
        await user.go("/", 10_001);
      },
    ],
    [
      "not by a redirect, which nobody saw",
      0,
      async () => {
        await user.go("/b", 5_000);
        await user.go("/", 400);
      },
    ],
    [
      "not to a third page",
      0,
      async () => {
        await user.go("/b", 5_000);
        await user.go("/c", 2_000);
      },
    ],
    [
      "not after something was entered there",
      0,
      async () => {
        await user.go("/new", 5_000);
        await user.event("#one", "input");
        await user.go("/", 5_000);
      },
    ],
    [
      "not by a filter or a heading of the same page",
      0,
      async () => {
        await user.go("/?tab=2", 5_000);
        await user.go("/", 2_000);
        await user.go("/#prices", 2_000);
        await user.go("/", 2_000);
      },
    ],
    [
      "not where another tab was looked at",
      0,
      async () => {
        user.hide();
        await user.wait(2_000);
        user.show();
      },
    ],
  ];
  test.each(cases)("goes %s", async (_, times, act) => {
    await act();
    expect(user.count()).toBe(times);
  });

  test("is not noticed where storage is denied, and nothing is thrown", async () => {
    vi.spyOn(window, "sessionStorage", "get").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    await user.go("/b", 5_000);
    await user.go("/", 2_000);
    expect(user.count()).toBe(0);
  });

  test("is noticed again after something else was found in its place", async () => {
    sessionStorage.setItem("milepost acme trail", "{ nonsense");
    for (const path of ["/b", "/c", "/b"]) await user.go(path, 2_000);
    expect(user.count()).toBe(1);
  });
});
