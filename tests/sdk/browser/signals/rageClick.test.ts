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

describe("a rage click", () => {
  beforeEach(() => {
    user = watchFor("rage-click");
  });
  afterEach(() => {
    expect(user.stop()).toEqual({ subscribed: 0, sleepers: 0 });
    vi.restoreAllMocks();
  });
  const cases: readonly Case[] = [
    ["three presses on the same thing within a second", 1, () => user.pressOften("#save", 3, 400)],
    ["three presses within a second on a button that is off", 1, () => user.pressOften("#off", 3)],
    [
      "three presses on a button that is written as an input",
      1,
      async () => {
        user.find("#form").append(el("input", { id: "send", type: "submit" }));
        await user.pressOften("#send", 3);
      },
    ],
    ["ten in one go are one", 1, () => user.pressOften("#save", 10)],
    [
      "three, a rest, and three again are two",
      2,
      async () => {
        await user.pressOften("#save", 3);
        await user.wait(1_500);
        await user.pressOften("#save", 3);
      },
    ],
    [
      "three on neighbours, 23 pixels apart",
      1,
      async () => {
        await user.press("#save");
        await user.press("#icon", { clientX: 23 });
        await user.press("#save", { clientX: 4 });
      },
    ],
    ["not two, which open a file or select a word", 0, () => user.pressOften("#save", 2)],
    ["not three in more than a second", 0, () => user.pressOften("#save", 3, 501)],
    [
      "not three on things that are apart",
      0,
      async () => {
        await user.press("#save");
        await user.press("#text", { clientX: 24 });
        await user.press("#link", { clientX: 48 });
      },
    ],
    [
      "not three that select a paragraph",
      0,
      async () => {
        select("Range");
        await user.pressOften("#text", 3);
      },
    ],
    [
      "but a fourth one there, which selects no more",
      1,
      async () => {
        select("Range");
        await user.pressOften("#text", 4);
      },
    ],
    ["not presses in a field", 0, () => user.pressOften("#one", 5)],
    ["not presses in a game", 0, () => user.pressOften("#game", 5)],
    ["not presses on our own widgets", 0, () => user.pressOften("#got-it", 5)],
    [
      "not presses that each change something, as a stepper's do",
      0,
      async () => {
        for (let at = 1; at < 6; at++) {
          await user.press("#save");
          change("#count", `${at}`);
          await user.wait(100);
        }
      },
    ],
    [
      "not presses on a button that counts them itself",
      0,
      async () => {
        for (let at = 1; at < 6; at++) {
          await user.press("#save");
          change("#icon", `${at}`);
          await user.wait(100);
        }
      },
    ],
    [
      "but presses that the button only ripples at",
      1,
      async () => {
        for (let at = 0; at < 3; at++) {
          await user.press("#save");
          user.find("#save").append(el("span", { class: "ripple" }));
          user.find("#save").classList.toggle("pressed");
          await user.wait(100);
        }
      },
    ],
    [
      "not flicking through a list with the finger",
      0,
      async () => {
        for (let at = 0; at < 5; at++) {
          await user.point("pointerdown", "#text");
          await user.point("pointercancel", "#text");
        }
      },
    ],
    [
      "not drags",
      0,
      async () => {
        for (let at = 0; at < 5; at++) {
          await user.point("pointerdown", "#text");
          await user.point("pointerup", "#text", { clientY: 40 });
        }
      },
    ],
    [
      "not presses with another button or a key held",
      0,
      async () => {
        for (let at = 0; at < 5; at++) {
          await user.press("#link", { ctrlKey: true });
          await user.press("#link", { button: 2 });
        }
      },
    ],
  ];
  test.each(cases)("is %s", async (_, times, act) => {
    await act();
    expect(user.count()).toBe(times);
  });
});
