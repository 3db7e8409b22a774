// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/preact";
import { beforeAll, describe, expect, it } from "vitest";
import type { View } from "../../../src/sdk/stage.ts";
import { aBanner, aHotspot, aModal, aSurvey, aTooltip, aTour } from "../../helpers/fakeStage.ts";
import { frames, loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const openMenu = async (view: View) => {
  const page = await openPage([view]);
  fireEvent.click(page.ui.getByRole("button", { name: "More" }));
  await frames();
  return page;
};

describe("the menu of an interruption", () => {
  it.each([aTooltip(), aTour(), aBanner(), aModal(), aSurvey()])(
    "is there on each kind: $type",
    async (view) => {
      const { ui } = await openMenu(view);
      expect(ui.getByText("Why am I seeing this?")).toBeTruthy();
    },
  );

  it("is not on what the user opens themselves", async () => {
    const { ui } = await openPage([aHotspot()]);
    fireEvent.click(ui.getByRole("button", { name: "Amounts" }));
    await frames();
    expect(ui.queryByRole("button", { name: "More" })).toBeNull();
  });

  it.each([
    [{ towards: "Get {{user.first|paid}}" }, "It helps with something that is still to come: “Get paid”."],
    [{ selfOpened: true, towards: "Get paid" }, "You have opened it yourself."],
    [{}, "It is meant to help at this point."],
  ])("says in one sentence why it is there: %j", async (more, sentence) => {
    const { shadow } = await openMenu(aBanner(more));
    expect(shadow.querySelector(".menu p")?.textContent).toBe(sentence);
  });

  it.each([
    ["Pause tips for today", "today", "Tips are paused for today."],
    ["Pause until I turn them on", "off", "Tips are paused."],
  ])("has a way to pause tips: %s", async (name, tips, said) => {
    const { ui, told, shadow } = await openMenu(aBanner());
    fireEvent.click(ui.getByRole("button", { name: "Pause tips" }));
    fireEvent.click(await ui.findByRole("button", { name }));
    expect(told.at(-1)).toEqual({ kind: "paused", key: "banner", tips });
    expect(shadow.querySelector("[role=status]")?.textContent).toBe(said);
  });

  it("closes by the button that opened it", async () => {
    const { ui } = await openMenu(aBanner());
    const button = ui.getByRole("button", { name: "More" });
    expect(button.getAttribute("aria-expanded")).toBe("true");
    fireEvent.click(button);
    await frames();
    expect(ui.queryByText("Why am I seeing this?")).toBeNull();
  });
});
