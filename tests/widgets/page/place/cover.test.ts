// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { getCover, getCurtain } from "../../../../src/widgets/page/place/cover.ts";
import { el } from "../../page.ts";

const box = { x: 100, y: 100, width: 100, height: 40 };
const target = el("button", {}, "New");
const veil = el("div", { style: "position:fixed;background:#000" });
/** What lies on top at the middle, and then at each corner. */
let hits: Element[] = [];
const asked = vi.fn(() => [hits[asked.mock.calls.length - 1]!]);

beforeEach(() => {
  asked.mockClear();
  document.body.replaceChildren(target, veil);
  target.getBoundingClientRect = () => ({ ...box, left: 100, top: 100, right: 200, bottom: 140 }) as DOMRect;
  target.getClientRects = () => [target.getBoundingClientRect()] as unknown as DOMRectList;
  Object.assign(document, { elementsFromPoint: asked });
  Object.defineProperty(document.documentElement, "clientWidth", { value: 1000, configurable: true });
  Object.defineProperty(document.documentElement, "clientHeight", { value: 800, configurable: true });
});

describe("of a target it is asked what lies over it,", () => {
  it.each([
    ["three times where nothing does", [target, target, target], undefined, 3],
    ["three times where something lies over all of it", [veil, veil, veil], veil, 3],
    ["until most of it is covered", [veil, target, veil, target, veil], veil, 5],
    ["until most of it is free", [veil, target, veil, target, target], undefined, 5],
  ] as const)("%s", (_, given, cover, times) => {
    hits = [...given];
    expect(getCover(target)).toBe(cover);
    expect(asked).toHaveBeenCalledTimes(times);
  });

  it("and once whether something lies over all of the window, where nothing does in its middle", () => {
    hits = [target];
    expect(getCurtain(target)).toBeUndefined();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it("and what is hit where it is not found covers it only where it is inert, and so is found nowhere", () => {
    const paper = el("main", { style: "background:#fff" });
    document.body.append(paper);
    const lay = (...all: Element[]) => Object.assign(document, { elementsFromPoint: () => all });
    lay(paper, target);
    expect(getCover(target)).toBe(paper);
    // As in the corners of the box around a target that is turned.
    lay(paper);
    expect(getCover(target)).toBeUndefined();
    target.inert = true;
    expect(getCover(target)).toBe(paper);
    target.inert = false;
  });
});
