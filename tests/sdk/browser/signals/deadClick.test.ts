// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Case, type FrictionUser, watchFor } from "../../../helpers/friction.ts";
import { el } from "../../../widgets/page.ts";

let user: FrictionUser;

const select = (type: "Range") =>
  vi.spyOn(window, "getSelection").mockReturnValue({ type } as unknown as Selection);
const change = (css: string, text: string) => {
  user.find(css).textContent = text;
};

describe("a dead click", () => {
  beforeEach(() => {
    user = watchFor("dead-click");
  });
  afterEach(() => {
    expect(user.stop()).toEqual({ subscribed: 0, sleepers: 0 });
    vi.restoreAllMocks();
  });
  /** A press, and what the page does half a second later. */
  const answered = (css: string, answer: () => unknown) => async () => {
    await user.press(css);
    await user.wait(500);
    await answer();
    await user.wait(3_000);
  };
  const silent = (css: string, init?: PointerEventInit) => async () => {
    await user.press(css, init);
    await user.wait(3_000);
  };
  const cases: readonly Case[] = [
    ["a press on a button that nothing follows", 1, silent("#save")],
    ["a press on what lies in a button", 1, silent("#icon")],
    ["a press on a link that leads nowhere", 1, silent("#link")],
    [
      "a press on what has the pointer of a button",
      1,
      async () => {
        user.find("#text").style.cursor = "pointer";
        await silent("#text")();
      },
    ],
    [
      "noticed after two seconds, and not before",
      0,
      async () => {
        await user.press("#save");
        await user.wait(1_999);
        expect(user.count()).toBe(0);
        change("#count", "1");
        await user.wait(1_000);
      },
    ],
    [
      "one for several presses in a row",
      1,
      async () => {
        await user.pressOften("#save", 4);
        await user.wait(3_000);
      },
    ],
    ["not a press on plain text", 0, silent("#text")],
    ["not a press on a field", 0, silent("#one")],
    ["not a press on a button that says it is off", 0, silent("#off")],
    ["not a press on the link to where we are", 0, silent("#here")],
    ["not a link that opens a window", 0, silent("#away")],
    ["not a link that starts another program", 0, silent("#mail")],
    ["not a press on our own widgets", 0, silent("#got-it")],
    ["not a press that opens a new tab by its key", 0, silent("#link", { metaKey: true })],
    ["not where the page changes", 0, answered("#save", () => change("#count", "1"))],
    [
      "not where an attribute changes",
      0,
      answered("#save", () => user.find("#form").toggleAttribute("hidden")),
    ],
    ["not where the address changes", 0, answered("#save", () => user.go("/b"))],
    ["not where a navigation begins", 0, answered("#link", () => user.happen("beforeunload"))],
    ["not where something scrolls", 0, answered("#save", () => user.event("#text", "scroll"))],
    ["not where the focus goes elsewhere", 0, answered("#save", () => user.event("#one", "focusin"))],
    [
      "though the button itself has the focus now",
      1,
      answered("#save", () => user.event("#save", "focusin")),
    ],
    ["not where the window loses the focus", 0, answered("#save", () => user.happen("blur"))],
    ["though another field loses it", 1, answered("#save", () => user.event("#one", "blur"))],
    ["not where a field is found wrong", 0, answered("#save", () => user.event("#one", "invalid"))],
    ["not where a popover opens", 0, answered("#save", () => user.event("#text", "toggle"))],
    ["not where a text was selected", 0, answered("#save", () => select("Range"))],
    [
      "not where a menu opens before the button is let go",
      0,
      async () => {
        await user.point("pointerdown", "#save");
        change("#count", "open");
        await user.wait(80);
        await user.point("pointerup", "#save");
        await user.wait(3_000);
      },
    ],
    [
      "not where the button is held",
      0,
      async () => {
        await user.point("pointerdown", "#save");
        await user.wait(1_100);
        await user.point("pointerup", "#save");
        await user.wait(3_000);
      },
    ],
    [
      "not where an alert was shown, and closed again before the time was up",
      0,
      async () => {
        await user.press("#save");
        user.shift(1_100);
        await user.wait(0);
        await user.wait(3_000);
      },
    ],
    [
      "not where the computer slept meanwhile",
      0,
      async () => {
        await user.press("#save");
        user.shift(10_000);
        await user.wait(0);
      },
    ],
  ];
  test.each(cases)("is %s", async (_, times, act) => {
    await act();
    expect(user.count()).toBe(times);
    expect(user.sleepers()).toBe(0);
  });

  test("is seen through the borders of a shadow root, in which the page may answer", async () => {
    const host = el("x-app");
    const button = el("button");
    const said = el("p");
    host.attachShadow({ mode: "open" }).append(button, said);
    document.body.append(host);
    const press = async () => {
      const init = { bubbles: true, composed: true, isPrimary: true };
      for (const type of ["pointerdown", "pointerup"]) await user.fire(button, new PointerEvent(type, init));
    };
    await press();
    await user.wait(3_000);
    expect(user.count()).toBe(1);
    await press();
    said.textContent = "Done";
    await user.wait(3_000);
    expect(user.count()).toBe(1);
  });
});
