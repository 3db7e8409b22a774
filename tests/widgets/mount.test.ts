// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { View } from "../../src/sdk/stage.ts";
import { mount } from "../../src/widgets/index.ts";
import {
  aBanner,
  aChecklist,
  aHelp,
  aHotspot,
  aModal,
  aSurvey,
  aTooltip,
  aTour,
  createFakeStage,
} from "../helpers/fakeStage.ts";
import { el, frames, loadChunks, openPage } from "./page.ts";

beforeAll(loadChunks);

const all = [
  aTooltip(),
  aTour({ key: "t" }),
  aHotspot(),
  aChecklist(),
  aBanner(),
  aModal(),
  aSurvey(),
  aHelp({ open: true }),
];

describe("mount", () => {
  it("adds one element with an open shadow root, to the body or where it is told", async () => {
    const { root } = await openPage([]);
    expect(root.parentElement).toBe(document.body);
    const box = el("div");
    document.body.append(box);
    const undo = mount(createFakeStage(), { container: box });
    expect(box.firstElementChild?.localName).toBe("milepost-root");
    undo();
  });

  it("draws every kind at once", async () => {
    const { told, shadow } = await openPage(all);
    expect(new Set(told.map(({ key }) => key))).toEqual(new Set(all.map(({ key }) => key)));
    expect(shadow.querySelectorAll(".surface")).toHaveLength(7);
  });

  it("names each of several by its own title", async () => {
    const { shadow, ui } = await openPage(all);
    expect(ui.getByRole("dialog", { name: "Help" })).toBeTruthy();
    const named = [...shadow.querySelectorAll(".surface")].map((surface) => {
      const titles = shadow.querySelectorAll(`[id="${surface.getAttribute("aria-labelledby")}"]`);
      return [...titles].map((title) => title.textContent);
    });
    expect(named).toEqual([
      ["Start here"],
      ["First"],
      ["Get paid in three steps"],
      ["Good to see you"],
      ["Bring the team"],
      ["How likely are you to recommend Acme?"],
      ["Help"],
    ]);
  });

  it("ignores a kind that it does not know", async () => {
    const unknown = { ...aTooltip({ key: "odd" }), type: "hologram" } as unknown as View;
    const { told } = await openPage([unknown, aTooltip()]);
    expect(told).toEqual([{ kind: "shown", key: "tip" }]);
  });

  it("goes on with the others when one cannot be drawn", async () => {
    const broken = aTooltip({ key: "broken", plan: { target: null as unknown as [] } });
    const { told } = await openPage([broken, aTooltip()]);
    expect(told).toEqual([{ kind: "shown", key: "tip" }]);
  });

  it("does not throw when the stage does", () => {
    const stage = createFakeStage();
    stage.views = () => {
      throw new Error("host");
    };
    const undo = mount(stage);
    expect(() => stage.show()).not.toThrow();
    undo();
  });
});

describe("its undo", () => {
  it("takes away every node and subscription, and nothing happens any more", async () => {
    const { undo, stage, told, target } = await openPage(all);
    const count = told.length;
    undo();
    expect(document.body.querySelector("milepost-root")).toBeNull();
    expect(stage.listeners).toBe(0);
    fireEvent.keyDown(document.body, { key: "Escape" });
    fireEvent.click(target);
    stage.show(aTooltip({ key: "late" }));
    await frames();
    expect(told).toHaveLength(count);
    expect(document.body.childNodes).toHaveLength(1);
  });

  it("takes away every listener that it added to the page", async () => {
    const kept = new Map<string, number>();
    const { addEventListener, removeEventListener } = document;
    const count = (by: number, act: typeof addEventListener) =>
      function (this: Document, ...given: Parameters<typeof addEventListener>) {
        kept.set(given[0], (kept.get(given[0]) ?? 0) + by);
        Reflect.apply(act, this, given);
      };
    vi.spyOn(document, "addEventListener").mockImplementation(count(1, addEventListener));
    vi.spyOn(document, "removeEventListener").mockImplementation(count(-1, removeEventListener));
    const { undo } = await openPage(all);
    expect([...kept.values()].some((left) => left > 0)).toBe(true);
    undo();
    expect([...kept].filter(([, left]) => left !== 0)).toEqual([]);
    vi.restoreAllMocks();
  });

  it("leaves another mount on the page alone", async () => {
    const first = await openPage([aTooltip()]);
    const stage = createFakeStage();
    const undo = mount(stage);
    stage.show(aTooltip({ key: "other" }));
    await frames();
    first.undo();
    expect(document.querySelectorAll("milepost-root")).toHaveLength(1);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(stage.told).toEqual([
      { kind: "shown", key: "other" },
      { kind: "dismissed", key: "other" },
    ]);
    undo();
  });
});
