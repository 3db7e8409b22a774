// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it } from "vitest";
import { aBanner } from "../../helpers/fakeStage.ts";
import { el, frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const actions = [
  { label: "Book a call", lead: "full-serve", thanks: "We will write to you." },
  { label: "Later", snooze: 1000 },
] as const;
const LEAD = aBanner({ plan: { actions } });

describe("a banner", () => {
  it("comes as a named region, is announced once, and takes no focus", async () => {
    const { ui, shadow, told } = await openPage([aBanner()]);
    expect(ui.getByRole("region", { name: "Good to see you" })).toBeTruthy();
    expect(shadow.querySelector("[role=status]")?.textContent).toBe(
      "Good to see you. Pick up where you left off.",
    );
    expect(shadow.activeElement).toBeNull();
    expect(told).toEqual([{ kind: "shown", key: "banner" }]);
  });

  it("is a dialog with the focus when the user has asked for it", async () => {
    const { ui, shadow } = await openPage([aBanner({ selfOpened: true, plan: { actions } })]);
    expect(ui.getByRole("dialog", { name: "Good to see you" })).toBeTruthy();
    expect(shadow.activeElement?.textContent).toBe("Book a call");
  });

  it.each([
    ["the cross", () => undefined],
    ["Esc", () => fireEvent.keyDown(document.body, { key: "Escape" })],
  ])("is closed for good by %s", async (way, press) => {
    const { ui, told } = await openPage([aBanner()]);
    if (way === "the cross") fireEvent.click(ui.getByRole("button", { name: "Close" }));
    else press();
    expect(told.at(-1)).toEqual({ kind: "dismissed", key: "banner" });
  });

  it("says before the press what a lead button will do, and after it what it did", async () => {
    const { ui, shadow, show, told } = await openPage([LEAD]);
    expect(shadow.querySelector(".promise")?.textContent).toBe("Book a call: We will write to you.");
    const button = ui.getByRole("button", { name: "Book a call" });
    button.focus();
    fireEvent.click(button);
    expect(told.at(-1)).toEqual({ kind: "pressed", key: "banner", action: 0 });
    await show({ ...LEAD, phase: "done", thanks: "We will write to you." });
    expect(ui.queryByRole("button", { name: "Book a call" })).toBeNull();
    expect(shadow.querySelector("[role=status]")?.textContent).toBe("We will write to you.");
    fireEvent.click(ui.getByRole("button", { name: "Close" }));
    expect(told.at(-1)).toEqual({ kind: "gone", key: "banner" });
  });

  it("is drawn inside the element that it names, and waits for it", async () => {
    const { show, told } = await openPage([]);
    await show(aBanner({ plan: { target: [{ css: "#place" }] } }));
    expect(told).toEqual([]);
    const place = el("div", { id: "place" });
    document.body.append(place);
    await frames();
    const slot = place.querySelector("milepost-slot")!.shadowRoot!;
    expect(slot.querySelector(".banner h2")?.textContent).toBe("Good to see you");
    expect(told).toEqual([{ kind: "shown", key: "banner" }]);
  });

  it("gives the focus back to where it came from", async () => {
    const { target, ui, show } = await openPage([aBanner()]);
    target.focus();
    ui.getByRole("button", { name: "Close" }).focus();
    await show();
    expect(document.activeElement).toBe(target);
  });
});
