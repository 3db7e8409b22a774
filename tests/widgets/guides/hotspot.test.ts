// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, expect, it } from "vitest";
import { aHotspot } from "../../helpers/fakeStage.ts";
import { frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const SHOWN = { kind: "shown", key: "spot" };

it("is a named dot that opens and closes its card", async () => {
  const { ui, shadow, told } = await openPage([aHotspot()]);
  const dot = ui.getByRole("button", { name: "Amounts" });
  expect(told).toEqual([SHOWN]);
  expect(dot.getAttribute("aria-expanded")).toBe("false");
  fireEvent.click(dot);
  await frames();
  expect(dot.getAttribute("aria-expanded")).toBe("true");
  expect(ui.getByRole("dialog", { name: "Amounts" }).textContent).toContain("With tax.");
  expect(shadow.querySelector("[part=ring]")).toBeNull();
  fireEvent.click(dot);
  await frames();
  expect(ui.queryByRole("dialog")).toBeNull();
  expect(told).toEqual([SHOWN]);
});

it("goes back to its dot at Esc, and is not dismissed by it", async () => {
  const { ui, shadow, told } = await openPage([aHotspot()]);
  const dot = ui.getByRole("button", { name: "Amounts" });
  dot.focus();
  fireEvent.click(dot);
  await frames();
  expect(shadow.activeElement?.textContent).toBe("Got it");
  fireEvent.keyDown(shadow.activeElement!, { key: "Escape", composed: true });
  await frames();
  expect(shadow.activeElement).toBe(dot);
  expect(told).toEqual([SHOWN]);
});

it("is completed by its button", async () => {
  const { ui, told } = await openPage([aHotspot()]);
  fireEvent.click(ui.getByRole("button", { name: "Amounts" }));
  await frames();
  fireEvent.click(ui.getByRole("button", { name: "Got it" }));
  expect(told).toEqual([SHOWN, { kind: "completed", key: "spot" }]);
});

it("is named by its doc where it has one, and asks for it", async () => {
  const doc = { id: "sending", title: "Send an invoice", keywords: [], gaps: [] };
  const { ui, told } = await openPage([aHotspot({ doc, plan: { doc: "sending" } })]);
  const dot = ui.getByRole("button", { name: "Send an invoice" });
  expect(dot.hasAttribute("aria-expanded")).toBe(false);
  fireEvent.click(dot);
  await frames();
  expect(told).toEqual([SHOWN, { kind: "opened", key: "spot", doc: "sending" }]);
  expect(ui.queryByRole("dialog")).toBeNull();
});

it("gives the focus to its target when it goes", async () => {
  const { ui, show, target } = await openPage([aHotspot()]);
  ui.getByRole("button", { name: "Amounts" }).focus();
  await show();
  expect(document.activeElement).toBe(target);
});

it("has the config's buttons in its card", async () => {
  const { ui, told } = await openPage([
    aHotspot({ plan: { actions: [{ label: "Show me", guide: "tour" }] } }),
  ]);
  fireEvent.click(ui.getByRole("button", { name: "Amounts" }));
  await frames();
  fireEvent.click(ui.getByRole("button", { name: "Show me" }));
  expect(told.at(-1)).toEqual({ kind: "pressed", key: "spot", action: 0 });
});
