// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Renderer, Renderers } from "../../src/sdk/renderers.ts";
import type { Undo } from "../../src/sdk/stage.ts";
import { aBanner, aModal, aSurvey, aTooltip, aTour } from "../helpers/fakeStage.ts";
import { el, frames, loadChunks, openPage } from "./page.ts";

beforeAll(loadChunks);

/** Puts it into the page, and takes it out again. */
const put = (element: HTMLElement): Undo => {
  document.body.append(element);
  return () => element.remove();
};

const banner: Renderer<"banner"> = ({ plan }, { text, tell }) => {
  const close = el("button", {}, "Away with it");
  close.addEventListener("click", () => tell({ kind: "dismissed" }));
  return put(el("aside", {}, text(plan.title), close));
};

const aside = () => document.querySelector("aside");

const open = (view: Parameters<typeof openPage>[0][number], render: Renderers) => {
  const onFault = vi.fn();
  const user = { firstName: "Ana" };
  return openPage([view], { render, onFault, traits: { user } }).then((page) => ({ ...page, onFault }));
};

describe("what a vendor draws", () => {
  it("stands in place of ours, and is reported as ours is", async () => {
    const { shadow, told } = await open(aBanner({ plan: { title: "Hello {{user.firstName}}" } }), { banner });
    expect(aside()?.textContent).toContain("Hello Ana");
    expect(shadow.querySelector(".banner")).toBeNull();
    fireEvent.click(aside()!.querySelector("button")!);
    expect(told).toEqual([
      { kind: "shown", key: "banner" },
      { kind: "dismissed", key: "banner" },
    ]);
  });

  it("is taken away when it has to go, and with all of Milepost", async () => {
    const { show, undo } = await open(aBanner(), { banner });
    await show();
    expect(aside()).toBeNull();
    await show(aBanner());
    expect(aside()).not.toBeNull();
    undo();
    expect(aside()).toBeNull();
  });

  it("is drawn anew when its view changes, and not when nothing does", async () => {
    const draw = vi.fn<Renderer<"tour">>(() => () => {});
    const { show } = await open(aTour(), { tour: draw });
    await show(aTour());
    expect(draw).toHaveBeenCalledTimes(1);
    await show(aTour({ step: 2 }));
    expect(draw.mock.calls.map(([view]) => view.step)).toEqual([0, 2]);
  });

  it("keeps what is being written into it", async () => {
    const draw = vi.fn<Renderer<"survey">>(() => () => {});
    const { show } = await open(aSurvey(), { survey: draw });
    await show(aSurvey({ draft: { at: 0, answers: [7], contact: false } }));
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it("gets the element that it points at, once that is there", async () => {
    const draw = vi.fn<Renderer<"tooltip">>(() => () => {});
    const { told } = await open(aTooltip({ plan: { target: [{ css: "#late" }] } }), { tooltip: draw });
    expect(draw).not.toHaveBeenCalled();
    expect(told).toEqual([]);
    const late = el("button", { id: "late" }, "Late");
    document.body.append(late);
    await frames();
    expect(draw.mock.calls[0]?.[1].element).toBe(late);
    expect(told).toEqual([{ kind: "shown", key: "tip" }]);
  });

  it("is not drawn for those who are held out", async () => {
    const { told } = await open(aBanner({ heldOut: true }), { banner });
    expect(aside()).toBeNull();
    expect(told).toEqual([{ kind: "shown", key: "banner" }]);
  });

  it("gets no address that may not be followed", async () => {
    const seen: Array<string | undefined> = [];
    const draw: Renderer<"banner"> = (_, { href }) => {
      seen.push(href("javascript:alert(1)"), href("/invoices/{{user.firstName}}"));
      return () => {};
    };
    await open(aBanner(), { banner: draw });
    expect(seen).toEqual([undefined, "/invoices/Ana"]);
  });

  it("leaves all other kinds to us", async () => {
    const { ui } = await open(aModal(), { banner });
    expect(ui.getByRole("dialog", { name: "Bring the team" })).toBeTruthy();
  });
});

describe("a renderer that throws", () => {
  const fault = new Error("no such component");
  const broken: Renderer<"banner"> = () => {
    throw fault;
  };

  it("is told of, and our own drawing stands in, shown once", async () => {
    const { ui, told, onFault } = await open(aBanner(), { banner: broken });
    expect(onFault.mock.calls).toEqual([["banner", fault]]);
    expect(ui.getByRole("region", { name: "Good to see you" })).toBeTruthy();
    expect(told).toEqual([{ kind: "shown", key: "banner" }]);
  });

  it("is told of when it breaks on its way out", async () => {
    const draw: Renderer<"banner"> = () => () => {
      throw fault;
    };
    const { show, onFault } = await open(aBanner(), { banner: draw });
    await show();
    expect(onFault.mock.calls).toEqual([["banner", fault]]);
  });
});
