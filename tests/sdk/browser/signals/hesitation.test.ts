// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Case, type FrictionUser, watchFor } from "../../../helpers/friction.ts";
import { el } from "../../../widgets/page.ts";

let user: FrictionUser;

describe("hesitation", () => {
  beforeEach(() => {
    user = watchFor("hesitation");
  });
  afterEach(() => {
    expect(user.stop()).toEqual({ subscribed: 0, sleepers: 0 });
  });
  const enter = (css: string) => user.event(css, "focusin");
  const cases: readonly Case[] = [
    [
      "twenty seconds in a field of a form without a key",
      1,
      async () => {
        await enter("#one");
        await user.wait(19_999);
        expect(user.count()).toBe(0);
        await user.wait(1);
      },
    ],
    [
      "counted from the last key",
      1,
      async () => {
        await enter("#one");
        await user.wait(15_000);
        await user.event("#one", "keydown");
        await user.wait(19_999);
        expect(user.count()).toBe(0);
        await user.wait(1);
      },
    ],
    [
      "told once for a form",
      1,
      async () => {
        await enter("#one");
        await user.wait(20_000);
        await enter("#two");
        await user.wait(20_000);
      },
    ],
    [
      "told again for a form on another page",
      2,
      async () => {
        await enter("#one");
        await user.wait(20_000);
        await user.go("/b");
        await enter("#one");
        await user.wait(20_000);
      },
    ],
    [
      "none without a field",
      0,
      async () => {
        await user.press("#save");
        await user.wait(60_000);
      },
    ],
    [
      "none in a form with one field, as a chat's or a search's",
      0,
      async () => {
        await enter("#say");
        await user.wait(60_000);
      },
    ],
    [
      "none in a form whose other fields nobody sees",
      0,
      async () => {
        user.find("#chat").append(el("input", { type: "hidden" }), el("input", { type: "submit" }));
        await enter("#say");
        await user.wait(60_000);
      },
    ],
    [
      "none once something else was pressed",
      0,
      async () => {
        await enter("#one");
        await user.press("#save");
        await user.wait(60_000);
      },
    ],
    [
      "none once it was sent",
      0,
      async () => {
        await enter("#one");
        await user.event("#form", "submit");
        await user.wait(60_000);
      },
    ],
    [
      "none while another tab is in front",
      0,
      async () => {
        await enter("#one");
        await user.wait(5_000);
        user.hide();
        await user.wait(60_000);
      },
    ],
    [
      "none while another window is in front",
      0,
      async () => {
        await enter("#one");
        await user.happen("blur");
        await user.wait(60_000);
      },
    ],
    [
      "none for the hours in which the computer slept",
      0,
      async () => {
        await enter("#one");
        await user.wait(5_000);
        user.shift(3_600_000);
        await user.wait(0);
      },
    ],
    [
      "none in a form that is gone",
      0,
      async () => {
        await enter("#one");
        user.find("#form").remove();
        await user.wait(20_000);
      },
    ],
  ];
  test.each(cases)("is %s", async (_, times, act) => {
    await act();
    expect(user.count()).toBe(times);
    await user.wait(20_000);
  });

  test("sets no timer for a key", async () => {
    await user.event("#one", "focusin");
    for (let at = 0; at < 50; at++) await user.event("#one", "keydown");
    expect(user.sleepers()).toBe(1);
  });
});
