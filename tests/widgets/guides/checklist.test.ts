// @vitest-environment happy-dom
import { fireEvent, within } from "@testing-library/preact";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { aChecklist, anItem, aTooltip } from "../../helpers/fakeStage.ts";
import { el, frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const SHOWN = { kind: "shown", key: "list" };
const rows = (shadow: ParentNode) => [...shadow.querySelectorAll("[part=item]")].map((row) => row.className);

describe("a checklist", () => {
  it("raises the next thing to do, with its button", async () => {
    const { ui, shadow, told } = await openPage([aChecklist()]);
    expect(ui.getByRole("region", { name: "Get paid in three steps" })).toBeTruthy();
    expect(rows(shadow)).toEqual(["item over", "item current", "item later"]);
    expect(shadow.querySelectorAll("[part~=primary]")).toHaveLength(1);
    fireEvent.click(ui.getByRole("button", { name: "Show me" }));
    expect(told).toEqual([SHOWN, { kind: "item", key: "list", milestone: "Send it" }]);
  });

  it("counts what is done or skipped", async () => {
    const items = [anItem("a", { done: true }), anItem("b", { skipped: true, optional: true }), anItem("c")];
    const { ui } = await openPage([aChecklist({ items })]);
    const bar = ui.getByRole("progressbar", { name: "2 of 3 done" });
    expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["2", "3"]);
  });

  it("opens a later one in place of it", async () => {
    const items = [anItem("a", { guide: "x" }), anItem("b", { doc: "y", body: "Two minutes." })];
    const { ui, shadow, told } = await openPage([aChecklist({ items })]);
    const later = ui.getByRole("button", { name: "b" });
    expect(later.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(later);
    await frames();
    expect(rows(shadow)).toEqual(["item later", "item current"]);
    expect(shadow.querySelector(".body")?.textContent).toBe("Two minutes.");
    fireEvent.click(ui.getByRole("button", { name: "Read how" }));
    expect(told).toEqual([SHOWN, { kind: "item", key: "list", milestone: "b" }]);
  });

  it("links to where a thing is done", async () => {
    const { ui } = await openPage([aChecklist({ items: [anItem("a", { href: "/invoices/new" })] })]);
    expect(ui.getByRole("link", { name: "Open" }).getAttribute("href")).toBe("/invoices/new");
  });

  it("has the config's own buttons at its foot, and says there what a press has done", async () => {
    const actions = [
      { label: "Have us do it", lead: "full-serve", thanks: "We will write to you." },
    ] as const;
    const { ui, shadow, show, told } = await openPage([aChecklist({ plan: { actions } })]);
    expect(shadow.querySelector("[part=promise]")?.textContent).toBe("Have us do it: We will write to you.");
    fireEvent.click(ui.getByRole("button", { name: "Have us do it" }));
    expect(told).toEqual([SHOWN, { kind: "pressed", key: "list", action: 0 }]);
    await show(aChecklist({ plan: { actions }, thanks: "We will write to you." }));
    expect(ui.queryByRole("button", { name: "Have us do it" })).toBeNull();
    expect(ui.getByText("We will write to you.")).toBeTruthy();
  });

  it("lets an optional one be skipped", async () => {
    const { ui, told } = await openPage([aChecklist({ items: [anItem("a", { optional: true })] })]);
    expect(ui.getByText("Optional")).toBeTruthy();
    fireEvent.click(ui.getByRole("button", { name: "Skip" }));
    expect(told).toEqual([SHOWN, { kind: "skipped", key: "list", milestone: "a" }]);
  });

  it("says what a locked one waits for, and does not open it", async () => {
    const items = [anItem("Send it"), anItem("Get paid", { locked: true, needs: ["Send it"] })];
    const { ui } = await openPage([aChecklist({ items })]);
    expect(ui.getByText("After “Send it”")).toBeTruthy();
    expect(ui.queryByRole("button", { name: "Get paid" })).toBeNull();
  });

  it("ticks off what is done while it is seen, and says how far one is", async () => {
    const { ui, shadow, show } = await openPage([aChecklist()]);
    await show(
      aChecklist({
        items: [anItem("Make it", { done: true }), anItem("Send it", { done: true }), anItem("Get paid")],
      }),
    );
    expect(rows(shadow)).toEqual(["item over", "item over fresh", "item current"]);
    expect(ui.getByRole("status").textContent).toBe("2 of 3 done");
  });

  it("is dismissed by its cross", async () => {
    const { ui, told } = await openPage([aChecklist()]);
    fireEvent.click(ui.getByRole("button", { name: "Close" }));
    expect(told).toEqual([SHOWN, { kind: "dismissed", key: "list" }]);
  });

  it("is made small and large again, and the focus goes along", async () => {
    const { ui, told, show, shadow } = await openPage([aChecklist()]);
    fireEvent.click(ui.getByRole("button", { name: "Minimise" }));
    await show(aChecklist({ minimised: true }));
    const pill = ui.getByRole("button", { name: "Get paid in three steps · 1 of 3" });
    expect(shadow.activeElement).toBe(pill);
    fireEvent.click(pill);
    await show(aChecklist());
    expect(shadow.activeElement).toBe(ui.getByRole("region"));
    expect(told).toEqual([
      SHOWN,
      { kind: "minimised", key: "list", minimised: true },
      { kind: "minimised", key: "list", minimised: false },
    ]);
  });

  it("made small is shown, too", async () => {
    const { told } = await openPage([aChecklist({ minimised: true })]);
    expect(told).toEqual([SHOWN]);
  });

  it("is made small by an Esc in it, and left alone by one elsewhere", async () => {
    const { ui, told } = await openPage([aChecklist()]);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(told).toEqual([SHOWN]);
    const button = ui.getByRole("button", { name: "Show me" });
    button.focus();
    fireEvent.keyDown(button, { key: "Escape", composed: true });
    expect(told).toEqual([SHOWN, { kind: "minimised", key: "list", minimised: true }]);
  });

  it("says in the end that all is done, without live buttons, and leaves after 5 s", async () => {
    const { ui, told, stage } = await openPage([aChecklist()]);
    vi.useFakeTimers();
    stage.show(
      aChecklist({
        phase: "done",
        items: [anItem("Make it", { done: true }), anItem("Send it", { done: true })],
      }),
    );
    await vi.advanceTimersByTimeAsync(100);
    expect(ui.getByText("All done")).toBeTruthy();
    expect(ui.queryByRole("button")).toBeNull();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ui.queryByText("All done")).toBeNull();
    expect(told).toEqual([SHOWN, { kind: "gone", key: "list" }]);
  });

  it("made small says so as small as it is", async () => {
    const { ui, show } = await openPage([aChecklist({ minimised: true })]);
    await show(aChecklist({ minimised: true, phase: "done", items: [anItem("Make it", { done: true })] }));
    expect(ui.getByText("All done").getAttribute("part")).toBe("pill");
    expect(ui.queryByRole("button")).toBeNull();
  });

  it("is read out once when it opens by itself", async () => {
    const { ui } = await openPage([aChecklist()]);
    expect(ui.getByRole("status").textContent).toBe("Get paid in three steps. 1 of 3 done");
  });

  it("held out is counted once its drawing is there, and not drawn", async () => {
    const { told, shadow } = await openPage([aChecklist({ heldOut: true })]);
    expect(told).toEqual([SHOWN]);
    expect(shadow.querySelector("[part]")).toBeNull();
  });
});

describe("a checklist on a phone", () => {
  const pill = { name: "Get paid in three steps · 1 of 3" };
  beforeEach(() =>
    vi.stubGlobal("matchMedia", (query: string) =>
      Object.assign(new EventTarget(), { matches: query === "(width < 480px)" }),
    ),
  );
  afterEach(() => vi.unstubAllGlobals());

  it("comes as its pill, and opens and closes without a word to other devices", async () => {
    const { ui, told, shadow } = await openPage([aChecklist()]);
    fireEvent.click(ui.getByRole("button", pill));
    await frames();
    expect(shadow.activeElement).toBe(ui.getByRole("region"));
    fireEvent.click(ui.getByRole("button", { name: "Minimise" }));
    await frames();
    expect(shadow.activeElement).toBe(ui.getByRole("button", pill));
    expect(told).toEqual([SHOWN]);
  });

  it("comes as the list when the user asked for it", async () => {
    const { ui } = await openPage([aChecklist({ selfOpened: true })]);
    expect(ui.getByRole("region")).toBeTruthy();
  });

  it("makes way for what is opened after it, and may be opened over that", async () => {
    const { ui, shadow, show } = await openPage([aChecklist()]);
    fireEvent.click(ui.getByRole("button", pill));
    await show(aChecklist(), aTooltip());
    fireEvent.click(ui.getByRole("button", pill));
    await show(aChecklist(), aTooltip());
    expect(shadow.querySelectorAll(".checklist")).toHaveLength(1);
  });
});

describe("a checklist with a target", () => {
  const view = aChecklist({ plan: { target: [{ css: "#slot" }] } });

  it("is drawn in it, in a root of its own, and leaves nothing there", async () => {
    const { show, told, undo } = await openPage([]);
    const slot = el("div", { id: "slot" });
    document.body.append(slot);
    await show(view);
    await frames();
    const inner = slot.querySelector("milepost-slot")!.shadowRoot!;
    expect(within(inner as unknown as HTMLElement).getByText("1 of 3 done")).toBeTruthy();
    expect(told).toEqual([SHOWN]);
    undo();
    expect(slot.childNodes).toHaveLength(0);
  });
});

it("says its body below its title", async () => {
  const { shadow } = await openPage([aChecklist({ plan: { body: "About **ten** minutes." } })]);
  expect(shadow.querySelector(".checklist .head .body strong")?.textContent).toBe("ten");
});
