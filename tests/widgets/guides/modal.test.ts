// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it } from "vitest";
import { aModal } from "../../helpers/fakeStage.ts";
import { loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const actions = [
  { label: "Upgrade now", lead: "self-serve", href: "/billing?plan=team" },
  { label: "Talk to us", lead: "full-serve", thanks: "We will write to you." },
] as const;

describe("a modal", () => {
  it("is a native dialog, open over the page, named and described, with the focus on itself", async () => {
    const { ui, shadow, told } = await openPage([aModal()]);
    const dialog = ui.getByRole<HTMLDialogElement>("dialog", { name: "Bring the team" });
    expect(dialog.localName).toBe("dialog");
    expect(dialog.open).toBe(true);
    expect(dialog.getAttribute("aria-describedby")).toBe("modal-body");
    expect(shadow.activeElement).toBe(dialog);
    expect(told).toEqual([{ kind: "shown", key: "modal" }]);
  });

  it("has its primary button first, as a link where it leads somewhere", async () => {
    const { ui, shadow } = await openPage([aModal({ plan: { actions } })]);
    const labels = [...shadow.querySelectorAll(".foot .button")].map((one) => one.textContent);
    expect(labels).toEqual(["Upgrade now", "Talk to us"]);
    const link = ui.getByRole("link", { name: "Upgrade now" });
    expect(link.getAttribute("href")).toBe("/billing?plan=team");
    expect(link.classList).toContain("primary");
  });

  it.each([
    ["the cross", (dialog: Element) => fireEvent.click(dialog.querySelector("[part=close]")!)],
    ["Esc", () => fireEvent.keyDown(document.body, { key: "Escape" })],
    ["the phone's back", (dialog: Element) => fireEvent(dialog, new Event("cancel", { cancelable: true }))],
  ])("is closed for good by %s", async (_, close) => {
    const { ui, told } = await openPage([aModal()]);
    close(ui.getByRole("dialog"));
    expect(told.slice(1)).toEqual([{ kind: "dismissed", key: "modal" }]);
  });

  it("is completed by its own button where the config has none", async () => {
    const { ui, told } = await openPage([aModal()]);
    fireEvent.click(ui.getByRole("button", { name: "Got it" }));
    expect(told.at(-1)).toEqual({ kind: "completed", key: "modal" });
  });

  it("thanks for a press until it is closed", async () => {
    const { ui, shadow, show, told } = await openPage([aModal({ plan: { actions } })]);
    await show(aModal({ plan: { actions }, phase: "done", thanks: "We will write to you." }));
    expect(shadow.querySelector(".thanks")?.textContent).toBe("We will write to you.");
    expect(shadow.activeElement).toBe(ui.getByRole("dialog"));
    fireEvent.click(ui.getAllByRole("button", { name: "Close" })[0]!);
    expect(told.at(-1)).toEqual({ kind: "gone", key: "modal" });
  });

  it("gives the focus back to where it was", async () => {
    const { target, show } = await openPage([]);
    target.focus();
    await show(aModal());
    await show();
    expect(document.activeElement).toBe(target);
  });

  it("does nothing to see for those who are held out", async () => {
    const { shadow, told } = await openPage([aModal({ heldOut: true })]);
    expect(shadow.querySelector("dialog")).toBeNull();
    expect(told).toEqual([{ kind: "shown", key: "modal" }]);
  });
});
