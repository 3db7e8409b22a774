// @vitest-environment happy-dom
import { fireEvent, within } from "@testing-library/preact";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { DocPlan } from "../../../src/sdk/stage.ts";
import { aHelp, aTooltip } from "../../helpers/fakeStage.ts";
import { loadChunks, openPage } from "../page.ts";

beforeAll(loadChunks);

const SHOWN = { kind: "shown", key: "help" };
const doc = (id: string, more: Partial<DocPlan> = {}): DocPlan => ({
  id,
  title: id,
  body: `About **${id}**.`,
  keywords: [],
  gaps: [],
  ...more,
});
const opened = aHelp({
  open: true,
  here: [doc("Send")],
  more: [doc("Team"), doc("Paid", { body: "", url: "https://help.example/paid" })],
});

describe("the launcher", () => {
  it("opens the panel and closes it", async () => {
    const { ui, told, show } = await openPage([aHelp()]);
    const launcher = ui.getByRole("button", { name: "Help" });
    expect(launcher.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(launcher);
    await show(opened);
    expect(launcher.getAttribute("aria-expanded")).toBe("true");
    fireEvent.click(launcher);
    expect(told).toEqual([SHOWN, { kind: "opened", key: "help" }, { kind: "closed", key: "help" }]);
  });

  it("is not there where the plan has none, and nothing is shown before the panel is", async () => {
    const plan = { ...aHelp().plan };
    Reflect.deleteProperty(plan, "launcher");
    const { ui, told, show } = await openPage([{ ...aHelp(), plan }]);
    expect(ui.queryByRole("button")).toBeNull();
    expect(told).toEqual([]);
    await show({ ...opened, plan });
    expect(told).toEqual([SHOWN]);
  });
});

describe("the panel", () => {
  it("lists first what helps where one is", async () => {
    const { ui, shadow } = await openPage([opened]);
    expect(ui.getByRole("dialog", { name: "Help" }).getAttribute("aria-modal")).toBe("false");
    expect([...shadow.querySelectorAll("h3,.doc .name")].map((one) => one.textContent)).toEqual([
      "For where you are",
      "Send",
      "More",
      "Team",
      "Paid",
    ]);
  });

  it("says so where there is nothing", async () => {
    const { ui } = await openPage([aHelp({ open: true })]);
    expect(ui.getByText("Nothing here yet.")).toBeTruthy();
  });

  it("opens an article, and goes back from it", async () => {
    const { ui, shadow, told, show } = await openPage([opened]);
    fireEvent.click(ui.getByRole("button", { name: "Send" }));
    await show({ ...opened, doc: doc("Send") });
    expect(ui.getByRole("dialog", { name: "Send" })).toBeTruthy();
    expect(shadow.querySelector("article strong")?.textContent).toBe("Send");
    fireEvent.click(ui.getByRole("button", { name: "Back" }));
    expect(told).toEqual([
      SHOWN,
      { kind: "opened", key: "help", doc: "Send" },
      { kind: "opened", key: "help" },
    ]);
  });

  it("links to an article that is elsewhere, and tells that it was opened", async () => {
    const { ui, told } = await openPage([opened]);
    const link = ui.getByRole("link", { name: "Paid (opens in a new tab)" });
    expect([link.getAttribute("href"), link.getAttribute("target"), link.getAttribute("rel")]).toEqual([
      "https://help.example/paid",
      "_blank",
      "noopener",
    ]);
    link.addEventListener("click", (event) => event.preventDefault());
    fireEvent.click(link);
    expect(told).toEqual([SHOWN, { kind: "opened", key: "help", doc: "Paid" }]);
  });

  it("does not link to where nobody should be sent", async () => {
    const { ui } = await openPage([
      aHelp({ open: true, more: [doc("Bad", { body: "", url: "javascript:alert(1)" })] }),
    ]);
    expect(ui.queryByRole("link")).toBeNull();
  });

  it("takes the focus, and gives it back to the launcher", async () => {
    const { ui, shadow, show } = await openPage([aHelp()]);
    const launcher = ui.getByRole("button", { name: "Help" });
    launcher.focus();
    await show(opened);
    expect(shadow.activeElement).toBe(ui.getByRole("dialog"));
    await show(aHelp());
    expect(shadow.activeElement).toBe(launcher);
  });

  it("gives it back to the page when it was opened from there", async () => {
    const { target, show } = await openPage([aHelp()]);
    target.focus();
    await show(opened);
    await show(aHelp());
    expect(document.activeElement).toBe(target);
  });

  it("leaves one picture behind when it goes, with or without its launcher", async () => {
    const pictures = vi.fn(() => ({}));
    Object.assign(Element.prototype, { animate: pictures });
    const { show } = await openPage([opened]);
    await show(aHelp());
    expect(pictures).toHaveBeenCalledTimes(1);
    await show(opened);
    await show();
    expect(pictures).toHaveBeenCalledTimes(2);
    Reflect.deleteProperty(Element.prototype, "animate");
  });

  it("closes one layer for one Esc: the article, the panel, and then what else is open", async () => {
    const { told, show } = await openPage([aTooltip(), { ...opened, doc: doc("Send") }]);
    const last = () => told.at(-1);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(last()).toEqual({ kind: "opened", key: "help" });
    await show(aTooltip(), opened);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(last()).toEqual({ kind: "closed", key: "help" });
    await show(aTooltip(), aHelp());
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(last()).toEqual({ kind: "dismissed", key: "tip" });
  });
});

describe("what is new", () => {
  const fresh = [doc("Repeat")];

  it("is counted on the launcher", async () => {
    const { ui } = await openPage([aHelp({ fresh })]);
    expect(ui.getByRole("button", { name: /^Help\s+1 new$/ })).toBeTruthy();
  });

  it("has a list of its own, and is marked wherever it stands", async () => {
    const both = [...opened.here, ...fresh];
    const { shadow } = await openPage([{ ...opened, here: both, fresh: [...fresh, doc("Export")] }]);
    expect([...shadow.querySelectorAll("h3,.doc")].map((one) => one.textContent)).toEqual([
      "For where you are",
      "Send",
      "RepeatNew",
      "New since your visit",
      "ExportNew",
      "More",
      "Team",
      "Paid(opens in a new tab)",
    ]);
  });

  it("can be all that the panel shows, with the way back to the rest", async () => {
    const { ui, told } = await openPage([{ ...opened, fresh, news: [...fresh, doc("Team")] }]);
    expect(ui.getByRole("dialog", { name: "What is new" })).toBeTruthy();
    expect(ui.queryByRole("searchbox")).toBeNull();
    fireEvent.click(ui.getByRole("button", { name: "Back" }));
    expect(told.at(-1)).toEqual({ kind: "opened", key: "help" });
  });
});

describe("the customer's own goal", () => {
  const choices = [
    { id: "money", label: "Paid on time" },
    { id: "team", label: "A whole team" },
  ];

  it("is said in the panel, and can be changed there", async () => {
    const { ui, told, show } = await openPage([
      aHelp({ open: true, goal: { choices, chosen: choices[0]! } }),
    ]);
    const list = ui.getByRole("list", { name: "Your goal" });
    fireEvent.click(within(list).getByRole("button", { name: /Paid on time/ }));
    const buttons = within(list).getAllByRole("button");
    expect(buttons.map((one) => [one.textContent, one.getAttribute("aria-pressed")])).toEqual([
      ["Paid on time", "true"],
      ["A whole team", "false"],
    ]);
    fireEvent.click(buttons[1]!);
    expect(told.at(-1)).toEqual({ kind: "chosen", key: "help", outcome: "team" });
    await show(aHelp({ open: true, goal: { choices, chosen: choices[1]! } }));
    expect(within(list).getByRole("button", { name: /A whole team/ })).toBeTruthy();
  });

  it("is asked for where none is chosen yet", async () => {
    const { ui } = await openPage([aHelp({ open: true, goal: { choices } })]);
    fireEvent.click(ui.getByRole("button", { name: "Choose" }));
    expect(ui.getAllByRole("button", { pressed: false })).toHaveLength(2);
  });

  it("is not spoken of where nobody asks", async () => {
    const { ui } = await openPage([aHelp({ open: true })]);
    expect(ui.queryByText("Your goal")).toBeNull();
  });
});

describe("the panel's other shelves", () => {
  it("have what was closed before, to be opened again", async () => {
    const { ui, told } = await openPage([{ ...opened, again: [aTooltip().plan] }]);
    fireEvent.click(ui.getByRole("button", { name: "Start here" }));
    expect(told.at(-1)).toEqual({ kind: "opened", key: "help", guide: "tip" });
  });

  it("ask once whether an article was helpful", async () => {
    const { ui, told } = await openPage([{ ...opened, doc: doc("Send") }]);
    fireEvent.click(ui.getByRole("button", { name: "Yes" }));
    expect(told.at(-1)).toEqual({ kind: "rated", key: "help", doc: "Send", helpful: true });
    await ui.findByText("Thank you", { selector: ".rating" });
    expect(ui.queryByRole("button", { name: "No" })).toBeNull();
  });

  it("let tips be paused, and turned on again", async () => {
    const { ui, told, show } = await openPage([opened]);
    fireEvent.click(ui.getByRole("button", { name: "Pause tips" }));
    fireEvent.click(await ui.findByRole("button", { name: "Pause tips for today" }));
    expect(told.at(-1)).toEqual({ kind: "paused", key: "help", tips: "today" });
    await show({ ...opened, tips: "today" });
    expect(ui.getByText("Tips are paused for today.", { selector: ".pause *" })).toBeTruthy();
    fireEvent.click(ui.getByRole("button", { name: "Turn on again" }));
    expect(told.at(-1)).toEqual({ kind: "paused", key: "help", tips: "on" });
  });
});

describe("help inside an element of the page", () => {
  const inside = { ...opened, open: false, plan: { ...opened.plan, target: [{ css: "#target" }] } };

  it("stands open there, as a region without a cross", async () => {
    const { target } = await openPage([inside]);
    const slot = target.querySelector("milepost-slot")!.shadowRoot!;
    const panel = slot.querySelector(".help")!;
    expect(panel.getAttribute("role")).toBe("region");
    expect(panel.querySelectorAll(".doc")).toHaveLength(3);
    expect(panel.querySelector("[part=close]")).toBeNull();
  });

  it("shows there what is opened", async () => {
    const { target, shadow } = await openPage([{ ...inside, open: true, doc: doc("Send") }]);
    expect(target.querySelector("milepost-slot")!.shadowRoot!.querySelector("article")).toBeTruthy();
    expect(shadow.querySelector(".help")).toBeNull();
  });

  it("floats on a page without the element", async () => {
    const plan = { ...inside.plan, target: [{ css: "#elsewhere" }] };
    const { shadow } = await openPage([{ ...inside, plan, open: true }]);
    expect(shadow.querySelector("[role=dialog].help")).toBeTruthy();
  });
});
