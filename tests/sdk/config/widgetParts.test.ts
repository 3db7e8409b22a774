import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../../src/sdk/config/parse.ts";
import { WIDGET_PARTS } from "../../../src/sdk/domain/plan/widgetParts.ts";
import { parseMarkdown } from "../../../src/widgets/text/markdown.ts";

const tip = {
  type: "tooltip",
  if: { page: "/a*" },
  target: "#new",
  title: "Start - here",
  body: "Press it.",
};

const find = (more: object, guides: object = {}) =>
  parse({
    version: 1,
    product: "acme",
    milestones: { sent: { title: "Sent", when: { event: "Sent", where: { role: "admin", text: "x" } } } },
    gaps: {},
    guides: { tip, ...guides },
    ...more,
  }).plan.widgets;
const findOf = (more: object) => find({}, { tip: { ...tip, ...more } });

describe("a page loads of the widgets what its plan uses:", () => {
  test("a plain tooltip at a selector uses nothing beside what all have", () => {
    expect(find({})).toEqual([]);
    expect(findOf({ body: "Hi {{user.firstName|there}}, 3 of 4 - at 10:30!" })).toEqual([]);
  });

  test.each([
    ["a role", { role: "button" }],
    ["a text", { text: "New" }],
    ["the second way of a target", ["#new", { role: "button", name: "New" }]],
  ])("%s is a name", (_, target) => expect(findOf({ target })).toEqual(["names"]));

  test("so is what a corner is kept clear of, and an element that a condition asks for", () => {
    expect(find({ limits: { keepClear: [{ role: "button" }] } })).toEqual(["names"]);
    expect(findOf({ if: { element: { text: "Trial" } } })).toEqual(["names"]);
  });

  test.each([
    "**Now**",
    "one\ntwo",
    "- one",
    "1. one",
    "`code`",
    "[here](/a)",
    "\\*",
    { de: "Los", en: "*Go*" },
  ])("Markdown is %j", (body) => expect(findOf({ body })).toEqual(["markdown"]));

  test.each(["{{user.ends:in}}", "{{ account.price : money EUR | nothing }}"])("a form is in %s", (title) =>
    expect(findOf({ title })).toEqual(["forms"]),
  );

  test.each([
    ["a tour", { two: { type: "tour", steps: [{ title: "One" }] } }],
    ["a survey", { two: { type: "survey", if: { page: "*" }, question: { kind: "nps", ask: "So?" } } }],
    ["a checklist", { two: { type: "checklist", title: "First", items: [{ milestone: "sent" }] } }],
    ["a launcher, which opens help", { two: { type: "launcher", target: "#help", title: "Help" } }],
    ["help", { two: { type: "help" } }],
  ])("%s is seen by the person's state", (_, guides) => expect(find({}, guides)).toEqual(["stateful"]));

  test("so is an article, which any guide may open", () => {
    expect(find({ docs: [{ id: "how", title: "How", url: "/how" }] })).toEqual(["stateful"]);
  });

  test("what is not named as Markdown is one plain paragraph, whatever it says", () => {
    const piece = fc.constantFrom(
      "a",
      " ",
      "-",
      "1",
      ".",
      ")",
      "\n",
      "*",
      "`",
      "[",
      "]",
      "(",
      "!",
      "\\",
      "{{user.x}}",
    );
    const body = fc.oneof(
      fc.string({ unit: piece, maxLength: 12 }),
      fc.string({ unit: "grapheme", maxLength: 20 }),
    );
    let plain = 0;
    fc.assert(
      fc.property(body, (text) => {
        if (findOf({ body: `x${text}` })?.includes("markdown")) return;
        plain++;
        expect(parseMarkdown(`x${text}`)).toEqual([{ tag: "p", of: [`x${text}`.trim()] }]);
        if (text.trim() && !findOf({ body: text })?.includes("markdown"))
          expect(parseMarkdown(text)).toEqual([{ tag: "p", of: [text.trim()] }]);
      }),
      { numRuns: 300 },
    );
    expect(plain).toBeGreaterThan(30);
    expect(WIDGET_PARTS).toContain("markdown");
  });
});
