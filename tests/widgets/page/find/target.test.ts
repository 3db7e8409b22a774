// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import type { Target } from "../../../../src/sdk/stage.ts";
import { findTarget, isTarget } from "../../../../src/widgets/page/find/target.ts";
import { el } from "../../page.ts";

/** Without layout a page has no boxes; what the tests hide says so by itself. */
const hidden = (element: HTMLElement): HTMLElement => {
  element.getClientRects = () => [] as unknown as DOMRectList;
  return element;
};
const find = (...target: Target) => findTarget(target)?.id;

afterEach(() => document.body.replaceChildren());

describe("a selector", () => {
  it("finds the first that is visible", () => {
    document.body.append(
      hidden(el("a", { id: "one", class: "x" })),
      el("a", { id: "two", class: "x", style: "visibility: hidden" }),
      el("a", { id: "three", class: "x" }),
      el("a", { id: "four", class: "x" }),
    );
    expect(find({ css: ".x" })).toBe("three");
  });

  it("crosses open shadow roots", () => {
    const inner = el("x-inner");
    inner.attachShadow({ mode: "open" }).append(el("b", { id: "deep", class: "save" }));
    const outer = el("x-outer");
    outer.attachShadow({ mode: "open" }).append(inner);
    document.body.append(outer);
    expect(find({ css: "x-outer >>> x-inner >>> .save" })).toBe("deep");
    expect(find({ css: ".save" })).toBeUndefined();
  });

  it("does not cross a closed one", () => {
    const host = el("x-closed");
    host.attachShadow({ mode: "closed" }).append(el("b", { id: "deep" }));
    document.body.append(host);
    expect(find({ css: "x-closed >>> b" })).toBeUndefined();
  });

  it("that cannot be read is a miss, and the next way is tried", () => {
    document.body.append(el("p", { id: "here" }));
    expect(find({ css: "p[[" }, { css: "a:has(" }, { css: "#here" })).toBe("here");
  });
});

describe("a role with a name", () => {
  const label = (text: string, field: HTMLElement) => el("label", {}, text, field);
  it.each<[string, () => HTMLElement[], { role: string; name?: string }]>([
    [
      "a button's text",
      () => [el("button", { id: "it" }, " Send \n now ")],
      { role: "button", name: "Send now" },
    ],
    ["without regard to case", () => [el("button", { id: "it" }, "SEND")], { role: "button", name: "Send" }],
    [
      "aria-label before text",
      () =>
        [
          el("button", {}, "Send"),
          el("a", { id: "it", role: "button", "aria-label": "Send" }, "x"),
        ].reverse(),
      { role: "button", name: "Send" },
    ],
    [
      "aria-labelledby",
      () => [el("i", { id: "n" }, "Total"), el("input", { id: "it", "aria-labelledby": "n" })],
      { role: "textbox", name: "Total" },
    ],
    ["a label", () => [label("Total", el("input", { id: "it" }))], { role: "textbox", name: "Total" }],
    ["a picture's alt", () => [el("img", { id: "it", alt: "Chart" })], { role: "img", name: "Chart" }],
    [
      "a picture's alt in a button",
      () => [el("button", { id: "it" }, el("img", { alt: "Send" }))],
      { role: "button", name: "Send" },
    ],
    [
      "a submit button's value",
      () => [el("input", { id: "it", type: "submit", value: "Send" })],
      { role: "button", name: "Send" },
    ],
    ["a title", () => [el("a", { id: "it", href: "/", title: "Home" })], { role: "link", name: "Home" }],
    ["the role alone", () => [el("h3", { id: "it" }, "Invoices")], { role: "heading" }],
    [
      "a role that only the attribute gives",
      () => [el("div", { id: "it", role: "tab" }, "Open")],
      { role: "tab", name: "Open" },
    ],
  ])("goes by %s", (_, elements, seek) => {
    document.body.append(...elements());
    expect(find(seek)).toBe("it");
  });

  it.each<[string, HTMLElement, { role: string; name?: string }]>([
    ["part of a name", el("button", {}, "Send all"), { role: "button", name: "Send" }],
    [
      "a role that another one hides",
      el("button", { role: "tab" }, "Send"),
      { role: "button", name: "Send" },
    ],
    ["a link without an address", el("a", {}, "Send"), { role: "link", name: "Send" }],
    ["an unknown role", el("button", {}, "Send"), { role: "constructor", name: "Send" }],
  ])("does not take %s", (_, element, seek) => {
    document.body.append(element);
    expect(find(seek)).toBeUndefined();
  });
});

describe("a text", () => {
  it("finds the innermost element that says it and nothing else", () => {
    document.body.append(
      el("div", { id: "outer" }, el("p", { id: "inner" }, "Save ", el("b", {}, "now"), "\n")),
    );
    expect(find({ text: "Save now" })).toBe("inner");
    expect(find({ text: "now  " })).toBe("");
    expect(find({ text: "Save" })).toBeUndefined();
  });

  it("passes over hidden duplicates", () => {
    document.body.append(hidden(el("p", { id: "one" }, "Save")), el("p", { id: "two" }, "Save"));
    expect(find({ text: "Save" })).toBe("two");
  });
});

it("an element is the target no more when it is gone, hidden, or means something else", () => {
  const row = el("li", { class: "row" });
  document.body.append(row);
  const target = [{ css: "ul >>> .row" }, { css: ".row" }];
  expect(isTarget(target, row)).toBe(true);
  row.className = "other";
  expect(isTarget(target, row)).toBe(false);
  row.className = "row";
  expect(isTarget(target, hidden(row))).toBe(false);
  row.remove();
  expect(isTarget(target, row)).toBe(false);
});
